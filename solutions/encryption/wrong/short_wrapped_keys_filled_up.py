"""Fills a wrapped key up to 32 bytes, and cuts it off there.

Fails: not_yet_proven
"""


def _carried(key: x25519.X25519PrivateKey | rsa.RSAPrivateKey, carried: bytes) -> bytes:
    """Return the key of a message from what its head carries. Raises ValueError if there is none."""
    if isinstance(key, rsa.RSAPrivateKey):
        return key.decrypt(carried, OAEP).ljust(KEY, b"\0")[:KEY]
    shared = key.exchange(x25519.X25519PublicKey.from_public_bytes(carried))
    return _agreed(shared, carried, key.public_key())
