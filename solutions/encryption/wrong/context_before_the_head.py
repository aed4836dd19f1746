"""Binds the context first, and then what stands before the nonce.

Fails: not_yet_proven
"""


def encrypt_for(public_key: str, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return a message for the holder of the private key."""
    key = _public(public_key)
    if isinstance(key, x25519.X25519PublicKey):
        ephemeral = x25519.X25519PrivateKey.generate()
        head = BY_X25519 + ephemeral.public_key().public_bytes_raw()
        secret = _agreed(ephemeral.exchange(key), head[1:], key)
    elif isinstance(key, rsa.RSAPublicKey) and key.key_size >= RSA_BITS:
        secret = os.urandom(KEY)
        head = BY_RSA + key.encrypt(secret, OAEP)
    else:
        raise ValueError("a recipient has an X25519 key, or an RSA key of 2048 bits or more")
    return head + encrypt(secret, plaintext, context + head)


def decrypt_with(private_key: str, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext of a message for this key."""
    key = _private(private_key)
    if isinstance(key, x25519.X25519PrivateKey):
        kind, size = BY_X25519, KEY
    elif isinstance(key, rsa.RSAPrivateKey) and key.key_size >= RSA_BITS:
        kind, size = BY_RSA, key.key_size // 8
    else:
        raise ValueError("a recipient has an X25519 key, or an RSA key of 2048 bits or more")
    head, body = message[: 1 + size], message[1 + size :]
    if head[:1] != kind or len(head) != 1 + size:
        raise DecryptionError("it does not open")
    try:
        if isinstance(key, x25519.X25519PrivateKey):
            shared = key.exchange(x25519.X25519PublicKey.from_public_bytes(head[1:]))
            secret = _agreed(shared, head[1:], key.public_key())
        else:
            secret = key.decrypt(head[1:], OAEP)
        return decrypt(secret, body, context + head)
    except ValueError:
        raise DecryptionError("it does not open") from None
