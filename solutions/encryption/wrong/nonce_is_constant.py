"""Uses the same nonce for every message.

Fails: test_no_nonce_comes_twice, test_no_nonce_comes_again_after_a_restart, test_no_salt_comes_twice,
    test_each_message_has_a_key_of_its_own
"""


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = bytes(NONCE)
    return nonce + _gcm(key).encrypt(nonce, plaintext, context)
