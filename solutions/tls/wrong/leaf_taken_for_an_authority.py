"""Does not look at the basic constraints.

Fails: test_a_leaf_is_no_authority, test_the_path_length_counts, test_the_first_check_decides
"""


def verify_chain(chain: list[bytes], roots: list[bytes], host: str, now: datetime) -> list[bytes]:
    """Return the path from the leaf to the root."""
    path = _path(chain, roots)
    if any(now < each.not_valid_before_utc for each in path):
        raise ChainError("not yet valid")
    if any(now > each.not_valid_after_utc for each in path):
        raise ChainError("expired")
    if not any(matches_host(name, host) for name in _names(path[0], x509.DNSName)):
        raise ChainError("wrong host")
    return [each.public_bytes(serialization.Encoding.DER) for each in path]
