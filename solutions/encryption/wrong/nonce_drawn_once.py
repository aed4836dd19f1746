"""Draws a nonce when it starts, and uses it for everything.

Fails: not_yet_proven
"""

DRAWN = os.urandom(12)


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = DRAWN
    return nonce + _gcm(key).encrypt(nonce, plaintext, context)
