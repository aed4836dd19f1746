"""Admits only the path itself, and nothing below.

Fails: test_x
"""


def _is_under(path: str, prefix: str) -> bool:
    prefix = prefix.rstrip("/")
    return path == prefix or prefix == ""
