"""Takes the nonce from `random`, which is the same after each start.

Fails: test_each_message_has_a_key_of_its_own[RSA], test_each_message_has_a_key_of_its_own[X25519],
    test_no_nonce_comes_again_after_a_restart, test_no_salt_comes_twice
"""

import random


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = random.randbytes(NONCE)
    return nonce + _gcm(key).encrypt(nonce, plaintext, context)
