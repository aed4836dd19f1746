"""Takes the common name, if there is one.

Fails: test_the_identity_is_the_uri, test_one_uri_and_no_other_name, test_the_trust_domain_is_exactly_ours,
    test_the_path_names_a_service
"""


def peer_identity(certificate: bytes, trust_domain: str) -> str:
    """Return the SPIFFE ID."""
    leaf = x509.load_der_x509_certificate(certificate)
    uris = [each.value for each in leaf.subject] or _names(leaf, x509.UniformResourceIdentifier)
    constraints = _extension(leaf, x509.BasicConstraints)
    if len(uris) != 1 or (constraints is not None and constraints.ca):
        raise IdentityError("not the certificate of one service")
    uri = urlsplit(uris[0])
    if uri.scheme != "spiffe" or uri.netloc != trust_domain:
        raise IdentityError("not of our trust domain")
    if len(uri.path) < 2 or "?" in uris[0] or "#" in uris[0]:
        raise IdentityError("no SPIFFE ID of a service")
    return uris[0]
