"""Hashes the recipient's key with SHA-512.

Fails: not_yet_proven
"""


def _addressed(recipient: Any, plaintext: bytes) -> bytes:
    """Return what is signed."""
    der = recipient.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return SIGNED + hashlib.sha512(der).digest() + plaintext
