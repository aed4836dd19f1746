"""Counts its nonces, and begins with 1 after each restart.

Fails: not_yet_proven
"""

import itertools

NUMBERS = itertools.count(1)


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = next(NUMBERS).to_bytes(NONCE)
    return nonce + _gcm(key).encrypt(nonce, plaintext, context)
