"""Lets a longer rule with `*` beat that without.

Fails: test_deny_denies, test_one_rule_decides, test_review_names_what_is_unused,
    test_review_names_what_was_denied
"""


def _weight(pattern: str) -> tuple[bool, int]:
    return len(pattern) > 0, len(pattern)
