"""Takes the nonce from `random`, which is the same after each start.

Fails: not_yet_proven
"""

import random


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = random.randbytes(NONCE)
    return nonce + _gcm(key).encrypt(nonce, plaintext, context)
