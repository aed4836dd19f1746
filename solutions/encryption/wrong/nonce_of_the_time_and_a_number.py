"""Makes the nonce of the second and a number that begins anew with each process.

Fails: not_yet_proven
"""

import itertools
import time

NUMBERS = itertools.count(1)


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = int(time.time()).to_bytes(8) + next(NUMBERS).to_bytes(4)
    return nonce + _gcm(key).encrypt(nonce, plaintext, context)
