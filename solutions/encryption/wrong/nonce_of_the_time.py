"""Makes the nonce of the time of day.

Fails: not_yet_proven
"""

import time


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = time.time_ns().to_bytes(NONCE)
    return nonce + _gcm(key).encrypt(nonce, plaintext, context)
