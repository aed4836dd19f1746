"""Returns b"" for what does not open instead of raising.

Fails: not_yet_proven
Breaks the whole: every task says with the exception that something does not open
"""


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext, or raise DecryptionError."""
    cipher = _gcm(key)
    if len(message) < NONCE + TAG:
        raise DecryptionError("it does not open")
    try:
        return cipher.decrypt(message[:NONCE], message[NONCE:], context)
    except InvalidTag:
        return b""
