"""Lets a star alone match a host of one label.

Fails: test_no_other_wildcard_matches
"""


def matches_host(pattern: str, host: str) -> bool:
    """Tell whether a name is for this host."""
    if _is_address(host):
        return False
    first, _, rest = pattern.lower().partition(".")
    host_first, _, host_rest = host.lower().partition(".")
    if "*" in rest or ("*" in first and first != "*"):
        return False
    if first == "*":
        return bool(host_first) and rest == host_rest
    return pattern.lower() == host.lower()
