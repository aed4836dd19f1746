"""Compares the issuer's name, and no signature.

Fails: test_refuses_an_unknown_authority, test_each_signature_is_checked, test_the_first_check_decides
"""


def _signed_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    return certificate.issuer == issuer.subject
