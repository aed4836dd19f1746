"""Allows what no rule is about.

Fails: test_allows_what_a_rule_allows, test_review_names_what_was_denied
"""


def is_allowed(policies: Iterable[Mapping[str, Sequence[str]]], path: str, capability: str) -> bool:
    rules: dict[str, set[str]] = {}
    for policy in policies:
        for pattern, capabilities in policy.items():
            rules.setdefault(pattern, set()).update(capabilities)
    matching = [pattern for pattern in rules if _matches(pattern, path)]
    if not matching:
        return True
    found = rules[max(matching, key=_weight)]
    return capability in found and "deny" not in found
