"""Hashes the recipient's key as PEM.

Fails: not_yet_proven
"""


def _addressed(recipient: Any, plaintext: bytes) -> bytes:
    """Return what is signed."""
    der = recipient.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return SIGNED + hashlib.sha256(der).digest() + plaintext
