"""Lets the library's InvalidTag out.

Fails: not_yet_proven
Breaks the whole: every task says that what does not open is a DecryptionError, and all of them ask `decrypt`.
"""


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext, or raise what AESGCM raises."""
    cipher = _gcm(key)
    if len(message) < NONCE + TAG:
        raise DecryptionError("it does not open")
    return cipher.decrypt(message[:NONCE], message[NONCE:], context)
