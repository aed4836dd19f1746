"""Takes an address for a name.

Fails: test_an_address_is_no_name
"""


def matches_host(pattern: str, host: str) -> bool:
    """Tell whether a name is for this host."""
    first, dot, rest = pattern.lower().partition(".")
    host_first, host_dot, host_rest = host.lower().partition(".")
    if "*" in rest or ("*" in first and first != "*"):
        return False
    if first == "*":
        return bool(dot and host_dot and host_first) and rest == host_rest
    return pattern.lower() == host.lower()
