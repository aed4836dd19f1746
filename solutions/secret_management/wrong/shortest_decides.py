"""Lets the shortest rule decide.

Fails: test_deny_denies, test_one_rule_decides
"""


def _weight(pattern: str) -> tuple[bool, int]:
    return not pattern.endswith("*"), -len(pattern)
