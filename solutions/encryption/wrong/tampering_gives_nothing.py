"""Returns b"" for what does not open instead of raising.

Fails: not_yet_proven
Breaks the whole: every task says that what does not open is a DecryptionError, and all of them ask `decrypt`.
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
