"""Signs the plaintext without its recipient.

Fails: test_a_signed_message_arrives, test_a_signed_message_is_as_documented,
    test_a_message_cannot_be_passed_on_as_hers
"""


def _addressed(recipient: Any, plaintext: bytes) -> bytes:
    """Return what is signed. Without the recipient, they could pass the message on as if it were to somebody else."""
    der = recipient.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return SIGNED + plaintext
