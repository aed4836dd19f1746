"""Has another context than the empty one when none is given, and only when it encrypts.

Fails: not_yet_proven
"""


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"v1") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = os.urandom(NONCE)
    return nonce + _gcm(key).encrypt(nonce, plaintext, context)


def decrypt(key: bytes, message: bytes, context: bytes = b"v1") -> bytes:
    """Return the plaintext, or raise DecryptionError."""
    cipher = _gcm(key)
    if len(message) < NONCE + TAG:
        raise DecryptionError("it does not open")
    try:
        return cipher.decrypt(message[:NONCE], message[NONCE:], context)
    except InvalidTag:
        raise DecryptionError("it does not open") from None
