"""Lowers the pattern alone.

Fails: test_names_have_no_case
"""


def matches_host(pattern: str, host: str) -> bool:
    """Tell whether a name is for this host."""
    if _is_address(host):
        return False
    first, dot, rest = pattern.lower().partition(".")
    host_first, host_dot, host_rest = host.partition(".")
    if "*" in rest or ("*" in first and first != "*"):
        return False
    if first == "*":
        return bool(dot and host_dot and host_first) and rest == host_rest
    return pattern.lower() == host
