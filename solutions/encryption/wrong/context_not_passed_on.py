"""Signs and encrypts without the context.

Fails: test_a_signed_message_arrives, test_a_signed_message_is_as_documented, test_a_signed_message_opens_as_any_other
"""


def sign_and_encrypt(plaintext: bytes, *, sender: str, recipient: str, context: bytes = b"") -> bytes:
    """Sign the plaintext with its recipient, and encrypt both."""
    signature = sign(sender, _addressed(_public(recipient), plaintext))
    return encrypt_for(recipient, signature + plaintext)


def decrypt_and_verify(message: bytes, *, sender: str, recipient: str, context: bytes = b"") -> bytes:
    """Return the plaintext, if it was written to this recipient by this sender."""
    inner = decrypt_with(recipient, message)
    signature, plaintext = inner[:SIGNATURE], inner[SIGNATURE:]
    verify(sender, _addressed(_private(recipient).public_key(), plaintext), signature)
    return plaintext
