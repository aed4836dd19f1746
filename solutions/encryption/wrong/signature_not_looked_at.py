"""Takes the signature off, and does not look at it.

Fails: test_a_key_is_for_one_purpose, test_a_message_of_another_sender_is_not_hers,
    test_a_message_cannot_be_passed_on_as_hers
"""


def decrypt_and_verify(message: bytes, *, sender: str, recipient: str, context: bytes = b"") -> bytes:
    """Return the plaintext, if it was written to this recipient by this sender."""
    inner = decrypt_with(recipient, message, context)
    signature, plaintext = inner[:SIGNATURE], inner[SIGNATURE:]
    return plaintext
