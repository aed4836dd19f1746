"""Takes subdomains and look-alikes.

Fails: test_the_trust_domain_is_exactly_ours
"""


def peer_identity(certificate: bytes, trust_domain: str) -> str:
    """Return the SPIFFE ID."""
    leaf = x509.load_der_x509_certificate(certificate)
    uris = _names(leaf, x509.UniformResourceIdentifier)
    constraints = _extension(leaf, x509.BasicConstraints)
    if len(uris) != 1 or (constraints is not None and constraints.ca):
        raise IdentityError("not the certificate of one service")
    uri = urlsplit(uris[0])
    if uri.scheme != "spiffe" or not uri.netloc.endswith(trust_domain):
        raise IdentityError("not of our trust domain")
    if len(uri.path) < 2 or "?" in uris[0] or "#" in uris[0]:
        raise IdentityError("no SPIFFE ID of a service")
    return uris[0]
