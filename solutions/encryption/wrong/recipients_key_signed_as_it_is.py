"""Signs the recipient's key as it is, without a hash.

Fails: not_yet_proven
"""


def _addressed(recipient: Any, plaintext: bytes) -> bytes:
    """Return what is signed."""
    der = recipient.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return SIGNED + der + plaintext
