"""Lets a star stand for a part of a label, as fnmatch does.

Fails: test_no_other_wildcard_matches
"""


def matches_host(pattern: str, host: str) -> bool:
    """Tell whether a name is for this host."""
    if _is_address(host):
        return False
    first, dot, rest = pattern.lower().partition(".")
    host_first, host_dot, host_rest = host.lower().partition(".")
    if "*" in first and dot and host_dot and rest == host_rest:
        begin, _, end = first.partition("*")
        return host_first.startswith(begin) and host_first.endswith(end)
    return pattern.lower() == host.lower()
