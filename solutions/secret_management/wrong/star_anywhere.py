"""Lets `*` stand for anything anywhere.

Fails: nothing
"""


def _matches(pattern: str, path: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), path) is not None
