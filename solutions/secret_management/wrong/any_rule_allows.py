"""Allows what any matching rule allows.

Fails: test_deny_denies, test_one_rule_decides, test_review_names_what_was_denied,
    test_rules_with_the_same_path_are_one
"""


def is_allowed(policies: Iterable[Mapping[str, Sequence[str]]], path: str, capability: str) -> bool:
    rules: dict[str, set[str]] = {}
    for policy in policies:
        for pattern, capabilities in policy.items():
            rules.setdefault(pattern, set()).update(capabilities)
    matching = [pattern for pattern in rules if _matches(pattern, path)]
    if not matching:
        return False
    found = set().union(*(rules[one] for one in matching))
    return capability in found and "deny" not in found
