"""Lets `*` stand for anything anywhere.

Fails: test_a_star_at_the_end_stands_for_anything
"""


def _matches(pattern: str, path: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), path) is not None
