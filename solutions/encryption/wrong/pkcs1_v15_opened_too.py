"""Opens a key that is wrapped with PKCS#1 v1.5 as well, for old senders.

Fails: test_only_oaep_with_sha_256_is_opened
"""


def _carried(key: x25519.X25519PrivateKey | rsa.RSAPrivateKey, carried: bytes) -> bytes:
    """Return the key of a message from what its head carries. Raises ValueError if there is none."""
    if isinstance(key, rsa.RSAPrivateKey):
        try:
            return key.decrypt(carried, OAEP)
        except ValueError:
            return key.decrypt(carried, padding.PKCS1v15())
    shared = key.exchange(x25519.X25519PublicKey.from_public_bytes(carried))
    return _agreed(shared, carried, key.public_key())
