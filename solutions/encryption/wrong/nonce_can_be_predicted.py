"""Takes the nonce from `random`, here with a seed, so that it is the same after each start.

Fails: test_no_nonce_comes_again_after_a_restart, test_no_salt_comes_twice, test_each_message_has_a_key_of_its_own
"""

import random

CHANCE = random.Random("nonces")


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = CHANCE.randbytes(NONCE)
    return nonce + _gcm(key).encrypt(nonce, plaintext, context)
