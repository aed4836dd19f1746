"""Lets InvalidSignature escape.

Fails: test_the_man_in_the_middle_loses
"""


def check_transcript(certificate: bytes, transcript: bytes, signature: bytes) -> None:
    """Raise HandshakeError unless the transcript is signed."""
    key = x509.load_der_x509_certificate(certificate).public_key()
    try:
        key.verify(signature, _to_sign(transcript), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        raise
