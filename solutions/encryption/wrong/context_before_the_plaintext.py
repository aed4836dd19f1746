"""Encrypts the context in front of the plaintext instead of binding it, and compares it when it decrypts.

Fails: not_yet_proven
"""


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = os.urandom(NONCE)
    return nonce + _gcm(key).encrypt(nonce, context + plaintext, None)


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext, or raise DecryptionError."""
    cipher = _gcm(key)
    if len(message) < NONCE + TAG:
        raise DecryptionError("it does not open")
    try:
        both = cipher.decrypt(message[:NONCE], message[NONCE:], None)
    except InvalidTag:
        raise DecryptionError("it does not open") from None
    if not both.startswith(context):
        raise DecryptionError("it does not open")
    return both[len(context) :]
