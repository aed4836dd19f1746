"""Lets out what the library raises for a key that can't be unwrapped or agreed on.

Fails: not_yet_proven
"""


def decrypt_with(private_key: str, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext of a message for this key."""
    key = _private(private_key)
    if isinstance(key, x25519.X25519PrivateKey):
        kind, size = BY_X25519, KEY
    elif isinstance(key, rsa.RSAPrivateKey) and key.key_size >= RSA_BITS:
        kind, size = BY_RSA, (key.key_size + 7) // 8
    else:
        raise ValueError(NO_RECIPIENT)
    head, body = message[: 1 + size], message[1 + size :]
    if head[:1] != kind or len(head) != 1 + size:
        raise DecryptionError("it does not open")
    return decrypt(_carried(key, head[1:]), body, head + context)
