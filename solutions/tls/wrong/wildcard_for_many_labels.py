"""Lets a star stand for several labels.

Fails: test_a_wildcard_is_one_whole_label
"""


def matches_host(pattern: str, host: str) -> bool:
    """Tell whether a name is for this host."""
    if _is_address(host):
        return False
    first, dot, rest = pattern.lower().partition(".")
    host_first, host_dot, _ = host.lower().partition(".")
    if "*" in rest or ("*" in first and first != "*"):
        return False
    if first == "*":
        return bool(dot and host_dot and host_first) and host.lower().endswith("." + rest)
    return pattern.lower() == host.lower()
