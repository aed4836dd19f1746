"""Counts its nonces, and begins with 1 after each restart.

Fails: test_no_nonce_comes_twice, test_no_nonce_comes_again_after_a_restart, test_no_salt_comes_twice,
    test_each_message_has_a_key_of_its_own
"""

import itertools

NUMBERS = itertools.count(1)


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = next(NUMBERS).to_bytes(NONCE)
    return nonce + _gcm(key).encrypt(nonce, plaintext, context)
