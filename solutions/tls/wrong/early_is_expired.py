"""Tells one reason for both ends of its time.

Fails: test_its_time_is_from_the_first_to_the_last_moment, test_each_certificate_has_its_time,
    test_the_first_check_decides
"""


def verify_chain(chain: list[bytes], roots: list[bytes], host: str, now: datetime) -> list[bytes]:
    """Return the path from the leaf to the root."""
    path = _path(chain, roots)
    for position, issuer in enumerate(path[1:]):
        if not _may_sign(issuer, position):
            raise ChainError("not an authority")
    if any(now < each.not_valid_before_utc for each in path):
        raise ChainError("expired")
    if any(now > each.not_valid_after_utc for each in path):
        raise ChainError("expired")
    if not any(matches_host(name, host) for name in _names(path[0], x509.DNSName)):
        raise ChainError("wrong host")
    return [each.public_bytes(serialization.Encoding.DER) for each in path]
