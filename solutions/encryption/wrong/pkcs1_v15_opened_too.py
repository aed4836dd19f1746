"""Opens a key that is wrapped with PKCS#1 v1.5 as well, for old senders.

Fails: not_yet_proven
"""


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
            try:
                secret = key.decrypt(head[1:], OAEP)
            except ValueError:
                secret = key.decrypt(head[1:], padding.PKCS1v15())
        return decrypt(secret, body, head + context)
    except ValueError:
        raise DecryptionError("it does not open") from None
