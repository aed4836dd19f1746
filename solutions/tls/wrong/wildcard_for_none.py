"""Lets a star stand for no label as well.

Fails: test_a_wildcard_is_one_whole_label, test_the_leaf_is_for_the_host
"""


def matches_host(pattern: str, host: str) -> bool:
    """Tell whether a name is for this host."""
    if _is_address(host):
        return False
    first, _, rest = pattern.lower().partition(".")
    host_rest = host.lower().partition(".")[2]
    if "*" in rest or ("*" in first and first != "*"):
        return False
    if first == "*":
        return rest in (host_rest, host.lower())
    return pattern.lower() == host.lower()
