"""Says DecryptionError when the sender has not signed.

Fails: test_a_message_of_another_sender_is_not_hers, test_a_message_cannot_be_passed_on_as_hers
"""


def decrypt_and_verify(message: bytes, *, sender: str, recipient: str, context: bytes = b"") -> bytes:
    """Return the plaintext, if it was written to this recipient by this sender."""
    inner = decrypt_with(recipient, message, context)
    signature, plaintext = inner[:SIGNATURE], inner[SIGNATURE:]
    try:
        verify(sender, _addressed(_private(recipient).public_key(), plaintext), signature)
    except SignatureInvalid:
        raise DecryptionError("it does not open") from None
    return plaintext
