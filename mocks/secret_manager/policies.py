"""Vault's policies: which rule decides on a path, and what it grants.

Source: https://developer.hashicorp.com/vault/docs/concepts/policies, sections "Policy syntax" and "Priority matching".
A token has several policies: rules with the same path are put together, then the rule of the highest priority decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Rules = Mapping[str, Sequence[str]]
"""Capabilities by path."""

CAPABILITIES = frozenset({"create", "read", "update", "patch", "delete", "list", "sudo", "deny"})


def merged(policies: Iterable[Rules]) -> dict[str, frozenset[str]]:
    """Put the rules of several policies together, path by path."""
    rules: dict[str, frozenset[str]] = {}
    for policy in policies:
        for path, capabilities in policy.items():
            rules[path] = rules.get(path, frozenset()) | frozenset(capabilities)
    return rules


def granted(rules: Mapping[str, frozenset[str]], path: str) -> frozenset[str]:
    """What these rules grant on a path: nothing where none matches, or where the deciding one denies."""
    matching = [pattern for pattern in rules if matches(pattern, path)]
    if not matching:
        return frozenset()
    capabilities = rules[max(matching, key=priority)]
    return frozenset() if "deny" in capabilities else capabilities


def matches(pattern: str, path: str) -> bool:
    """Whether a rule is about a path: ``+`` is any one segment, ``*`` at the end is anything."""
    prefix = pattern.endswith("*")
    wanted, given = pattern.removesuffix("*").split("/"), path.split("/")
    if len(given) < len(wanted) or (len(given) > len(wanted) and not prefix):
        return False
    for number, (want, have) in enumerate(zip(wanted, given, strict=False)):
        last = prefix and number == len(wanted) - 1
        if not ((want == "+" and have != "") or want == have or (last and have.startswith(want))):
            return False
    return True


def priority(pattern: str) -> tuple[int, bool, int, int, str]:
    """The higher, the more a rule has to say, in Vault's five steps."""
    segments = pattern.removesuffix("*").split("/")
    places = [len("/".join([*segments[:n], ""])) for n, segment in enumerate(segments) if segment == "+"]
    if pattern.endswith("*"):
        places.append(len(pattern) - 1)
    first = min(places, default=len(pattern) + 1_000_000)  # without a wildcard it matches exactly, and decides
    return first, not pattern.endswith("*"), -segments.count("+"), len(pattern), pattern
