"""Takes a message without ciphertext for one that was cut off.

Fails: test_gives_back_what_was_encrypted, test_opens_the_messages_of_nist, test_opens_with_the_password,
    test_opens_what_it_has_sealed, test_the_recipient_opens_it
"""


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext, or raise DecryptionError."""
    cipher = _gcm(key)
    if len(message) <= NONCE + TAG:
        raise DecryptionError("it does not open")
    try:
        return cipher.decrypt(message[:NONCE], message[NONCE:], context)
    except InvalidTag:
        raise DecryptionError("it does not open") from None
