"""Does not look whether there is enough for a nonce.

Fails: test_a_message_is_whole_or_none, test_every_bit_of_the_message_counts
"""


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext, or raise DecryptionError."""
    cipher = _gcm(key)
    try:
        return cipher.decrypt(message[:NONCE], message[NONCE:], context)
    except InvalidTag:
        raise DecryptionError("it does not open") from None
