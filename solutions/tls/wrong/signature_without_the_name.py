"""Checks the signature, and no name.

Fails: test_each_signature_is_checked
"""


def _signed_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        issuer.public_key().verify(certificate.signature, certificate.tbs_certificate_bytes, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True
