"""Takes the nonce from `random`, here with a seed, so that it is the same after each start.

Fails: not_yet_proven
"""

import random

CHANCE = random.Random("nonces")


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = CHANCE.randbytes(NONCE)
    return nonce + _gcm(key).encrypt(nonce, plaintext, context)
