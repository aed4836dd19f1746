"""Returns b"" for what does not open instead of raising.

Fails: test_x
"""


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext, or nothing."""
    cipher = _gcm(key)
    if len(message) < NONCE + TAG:
        return b""
    try:
        return cipher.decrypt(message[:NONCE], message[NONCE:], context)
    except InvalidTag:
        return b""
