"""Allows what any matching rule allows.

Fails: nothing
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
