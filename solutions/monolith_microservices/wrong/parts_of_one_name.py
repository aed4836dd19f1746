"""Does not notice two parts of one name.

Fails: test_unknown
"""


def _loads(loads: Iterable[Load], target: int) -> list[Load]:
    parts = list(loads)
    if not 1 <= target <= 100:
        raise ValueError("the target is a percentage from 1 to 100")
    return parts
