"""Gives out what is too short to be signed.

Fails: test_a_message_of_another_sender_is_not_hers
"""


def decrypt_and_verify(message: bytes, *, sender: str, recipient: str, context: bytes = b"") -> bytes:
    """Return the plaintext, if it was written to this recipient by this sender."""
    inner = decrypt_with(recipient, message, context)
    if len(inner) < SIGNATURE:
        return inner
    signature, plaintext = inner[:SIGNATURE], inner[SIGNATURE:]
    verify(sender, _addressed(_private(recipient).public_key(), plaintext), signature)
    return plaintext
