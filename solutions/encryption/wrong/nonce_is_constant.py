"""Uses the same nonce for every message.

Fails: not_yet_proven
"""


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = bytes(NONCE)
    return nonce + _gcm(key).encrypt(nonce, plaintext, context)
