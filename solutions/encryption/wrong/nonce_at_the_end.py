"""Puts the nonce behind ciphertext and tag.

Fails: not_yet_proven
Breaks the whole: every message of every task contains it
"""


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = os.urandom(NONCE)
    return _gcm(key).encrypt(nonce, plaintext, context) + nonce


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext, or raise DecryptionError."""
    cipher = _gcm(key)
    if len(message) < NONCE + TAG:
        raise DecryptionError("it does not open")
    try:
        return cipher.decrypt(message[-NONCE:], message[:-NONCE], context)
    except InvalidTag:
        raise DecryptionError("it does not open") from None
