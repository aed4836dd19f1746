"""Takes more than 100 % for a target.

Fails: test_unknown
"""


def _loads(loads: Iterable[Load], target: int) -> list[Load]:
    parts = list(loads)
    if not 1 <= target:
        raise ValueError("the target is a percentage from 1 to 100")
    if len({load.name for load in parts}) < len(parts):
        raise ValueError("a part is there twice")
    return parts
