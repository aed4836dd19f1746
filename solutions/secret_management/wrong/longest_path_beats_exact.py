"""Lets a longer rule with `*` beat that without.

Fails: nothing
"""


def _weight(pattern: str) -> tuple[bool, int]:
    return len(pattern) > 0, len(pattern)
