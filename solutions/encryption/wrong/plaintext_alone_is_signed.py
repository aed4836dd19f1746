"""Signs the plaintext and nothing else.

Fails: not_yet_proven
"""


def _addressed(recipient: Any, plaintext: bytes) -> bytes:
    """Return what is signed. Without the recipient, they could pass the message on as if it were to somebody else."""
    der = recipient.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return plaintext
