"""Lets the shortest rule decide.

Fails: nothing
"""


def _weight(pattern: str) -> tuple[bool, int]:
    return not pattern.endswith("*"), -len(pattern)
