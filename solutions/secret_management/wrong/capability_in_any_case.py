"""Compares capabilities in any case of letters.

Fails: test_allows_what_a_rule_allows
"""


def is_allowed(policies: Iterable[Mapping[str, Sequence[str]]], path: str, capability: str) -> bool:
    rules: dict[str, set[str]] = {}
    for policy in policies:
        for pattern, capabilities in policy.items():
            rules.setdefault(pattern, set()).update(capabilities)
    matching = [pattern for pattern in rules if _matches(pattern, path)]
    if not matching:
        return False
    found = rules[max(matching, key=_weight)]
    return capability.lower() in found and "deny" not in found
