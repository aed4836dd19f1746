"""Makes the nonce of a hash of key and plaintext, so that equal messages look equal.

Fails: test_no_nonce_comes_twice, test_no_nonce_comes_again_after_a_restart
"""


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = hashlib.sha256(key + plaintext).digest()[:NONCE]
    return nonce + _gcm(key).encrypt(nonce, plaintext, context)
