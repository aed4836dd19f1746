"""Lets the library's InvalidTag out.

Fails: test_x
"""


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext, or raise what AESGCM raises."""
    cipher = _gcm(key)
    if len(message) < NONCE + TAG:
        raise DecryptionError("it does not open")
    return cipher.decrypt(message[:NONCE], message[NONCE:], context)
