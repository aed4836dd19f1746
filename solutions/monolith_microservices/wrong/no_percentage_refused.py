"""Takes any number for a percentage.

Fails: test_takes_no_parts_and_no_nonsense
"""


def _loads(loads: Iterable[Load], target: int) -> list[Load]:
    parts = list(loads)
    target = max(target, 1)
    if len({load.name for load in parts}) < len(parts):
        raise ValueError("a part is there twice")
    return parts


def _needed(load: Load, target: int) -> int:
    # Whole numbers only: a quotient of floats may end up just above the whole number that it is.
    target = max(target, 1)
    return -(-load.requests * 100 // (load.capacity * target))
