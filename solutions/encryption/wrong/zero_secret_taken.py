"""Goes on with zeros when the shared secret is zero.

Fails: test_nobody_chooses_the_shared_secret
"""


def _agree(recipient: x25519.X25519PublicKey) -> tuple[bytes, bytes]:
    """Return the head of a message and its key. Raises ValueError if everybody knew the secret."""
    ephemeral = x25519.X25519PrivateKey.generate()
    public = ephemeral.public_key().public_bytes_raw()
    return BY_X25519 + public, _agreed(_exchanged(ephemeral, recipient), public, recipient)


def _carried(key: x25519.X25519PrivateKey | rsa.RSAPrivateKey, carried: bytes) -> bytes:
    """Return the key of a message from what its head carries. Raises ValueError if there is none."""
    if isinstance(key, rsa.RSAPrivateKey):
        return key.decrypt(carried, OAEP)
    shared = _exchanged(key, x25519.X25519PublicKey.from_public_bytes(carried))
    return _agreed(shared, carried, key.public_key())


def _exchanged(private: x25519.X25519PrivateKey, public: x25519.X25519PublicKey) -> bytes:
    try:
        return private.exchange(public)
    except ValueError:
        return bytes(KEY)
