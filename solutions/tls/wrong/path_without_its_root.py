"""Returns what the server sent.

Fails: test_example_a_chain_leads_to_a_root, test_returns_the_path_to_the_root
"""


def verify_chain(chain: list[bytes], roots: list[bytes], host: str, now: datetime) -> list[bytes]:
    """Return the path from the leaf to the root."""
    path = _path(chain, roots)
    for position, issuer in enumerate(path[1:]):
        if not _may_sign(issuer, position):
            raise ChainError("not an authority")
    if any(now < each.not_valid_before_utc for each in path):
        raise ChainError("not yet valid")
    if any(now > each.not_valid_after_utc for each in path):
        raise ChainError("expired")
    if not any(matches_host(name, host) for name in _names(path[0], x509.DNSName)):
        raise ChainError("wrong host")
    return [each.public_bytes(serialization.Encoding.DER) for each in path[:-1]]
