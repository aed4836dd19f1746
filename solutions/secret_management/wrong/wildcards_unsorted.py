"""Tells the wildcards in the order of the policy.

Fails: test_review_names_the_wildcards
"""


def review(policy: Mapping[str, Sequence[str]], used: Iterable[tuple[str, str]]) -> Review:
    used = list(used)
    wildcards = tuple(pattern for pattern in policy if pattern.endswith("*"))
    granted = [(pattern, one) for pattern in sorted(policy) for one in sorted(set(policy[pattern])) if one != "deny"]
    good = [(path, one) for path, one in used if is_allowed([policy], path, one)]
    unused = [
        pair for pair in granted if not any(_decides(policy, pair[0], path) and one == pair[1] for path, one in good)
    ]
    return Review(wildcards, tuple(unused), tuple(dict.fromkeys(pair for pair in used if pair not in good)))
