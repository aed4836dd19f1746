"""Says SignatureInvalid when a signed message does not open.

Fails: test_a_signed_message_opens_as_any_other
"""


def decrypt_and_verify(message: bytes, *, sender: str, recipient: str, context: bytes = b"") -> bytes:
    """Return the plaintext, if it was written to this recipient by this sender."""
    try:
        inner = decrypt_with(recipient, message, context)
    except DecryptionError:
        raise SignatureInvalid("not a signed message") from None
    signature, plaintext = inner[:SIGNATURE], inner[SIGNATURE:]
    verify(sender, _addressed(_private(recipient).public_key(), plaintext), signature)
    return plaintext
