"""Lets the last policy replace rules with the same path.

Fails: test_rules_with_the_same_path_are_one
"""


def is_allowed(policies: Iterable[Mapping[str, Sequence[str]]], path: str, capability: str) -> bool:
    rules: dict[str, set[str]] = {}
    for policy in policies:
        for pattern, capabilities in policy.items():
            rules[pattern] = set(capabilities)
    matching = [pattern for pattern in rules if _matches(pattern, path)]
    if not matching:
        return False
    found = rules[max(matching, key=_weight)]
    return capability in found and "deny" not in found
