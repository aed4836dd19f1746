"""Says DecryptionError for a key of another length.

Fails: not_yet_proven
"""


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext, or raise DecryptionError."""
    if len(key) != KEY:
        raise DecryptionError("it does not open")
    cipher = _gcm(key)
    if len(message) < NONCE + TAG:
        raise DecryptionError("it does not open")
    try:
        return cipher.decrypt(message[:NONCE], message[NONCE:], context)
    except InvalidTag:
        raise DecryptionError("it does not open") from None
