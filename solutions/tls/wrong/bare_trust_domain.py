"""Takes a trust domain for a service.

Fails: test_the_path_names_a_service
"""


def peer_identity(certificate: bytes, trust_domain: str) -> str:
    """Return the SPIFFE ID."""
    leaf = x509.load_der_x509_certificate(certificate)
    uris = _names(leaf, x509.UniformResourceIdentifier)
    constraints = _extension(leaf, x509.BasicConstraints)
    if len(uris) != 1 or (constraints is not None and constraints.ca):
        raise IdentityError("not the certificate of one service")
    uri = urlsplit(uris[0])
    if uri.scheme != "spiffe" or uri.netloc != trust_domain:
        raise IdentityError("not of our trust domain")
    if "?" in uris[0] or "#" in uris[0]:
        raise IdentityError("no SPIFFE ID of a service")
    return uris[0]
