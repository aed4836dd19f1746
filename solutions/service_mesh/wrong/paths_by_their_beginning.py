"""Compares the beginning of the path letter by letter.

Fails: test_admits_by_rule
"""


def _is_under(path: str, prefix: str) -> bool:
    prefix = prefix.rstrip("/")
    return path.startswith(prefix)
