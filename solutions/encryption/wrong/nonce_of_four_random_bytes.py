"""Draws four bytes of the nonce, and leaves the other eight at zero.

Fails: test_no_nonce_comes_twice
"""


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = os.urandom(4) + bytes(NONCE - 4)
    return nonce + _gcm(key).encrypt(nonce, plaintext, context)
