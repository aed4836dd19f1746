"""Takes the context, and does nothing with it.

Fails: not_yet_proven
Breaks the whole: every message of every task is bound to something
"""


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = os.urandom(NONCE)
    return nonce + _gcm(key).encrypt(nonce, plaintext, None)


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext, or raise DecryptionError."""
    cipher = _gcm(key)
    if len(message) < NONCE + TAG:
        raise DecryptionError("it does not open")
    try:
        return cipher.decrypt(message[:NONCE], message[NONCE:], None)
    except InvalidTag:
        raise DecryptionError("it does not open") from None
