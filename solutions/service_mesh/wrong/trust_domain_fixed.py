"""Knows its own trust domain only.

Fails: test_knows_its_trust_domain_only, test_says_when_the_application_does_not_answer
"""


def peer_id(pem: str, trust_domain: str = TRUST_DOMAIN) -> str:
    """The SPIFFE ID in a certificate."""
    try:
        certificate = x509.load_pem_x509_certificate(pem.encode())
        extensions = certificate.extensions
        names = extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, x509.ExtensionNotFound, x509.DuplicateExtension) as error:
        raise IdentityError("there is no name to go by") from error
    if not certificate.not_valid_before_utc <= datetime.now(UTC) <= certificate.not_valid_after_utc:
        raise IdentityError("the certificate is not valid at this time")
    if any(isinstance(one.value, x509.BasicConstraints) and one.value.ca for one in extensions):
        raise IdentityError("an authority's certificate is no workload's")
    uris = names.get_values_for_type(x509.UniformResourceIdentifier)
    found = SPIFFE_ID.fullmatch(uris[0]) if len(uris) == 1 else None
    if found is None or found[1] != TRUST_DOMAIN or {".", ".."} & set(found[2].split("/")):
        raise IdentityError("it takes exactly one SPIFFE ID of this trust domain")
    return str(uris[0])
