"""Lets the library's InvalidTag out.

Fails: not_yet_proven
Breaks the whole: every task says with the exception that something does not open
"""


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext, or raise DecryptionError."""
    cipher = _gcm(key)
    if len(message) < NONCE + TAG:
        raise DecryptionError("it does not open")
    return cipher.decrypt(message[:NONCE], message[NONCE:], context)
