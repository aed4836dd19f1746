"""Hashes the recipient's key as PEM.

Fails: test_a_signed_message_arrives, test_a_signed_message_is_as_documented
"""


def _addressed(recipient: Any, plaintext: bytes) -> bytes:
    """Return what is signed. Without the recipient, they could pass the message on as if it were to somebody else."""
    der = recipient.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return SIGNED + hashlib.sha256(der).digest() + plaintext
