"""Sorting."""


def shelf(code: str) -> int:
    """The number of the shelf: the first digit of the post code."""
    return int(code[0])
