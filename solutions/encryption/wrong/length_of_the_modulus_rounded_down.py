"""Takes the wrapped key for as long as the modulus has whole bytes.

Fails: test_opens_messages_of_others
"""


def decrypt_with(private_key: str, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext of a message for this key."""
    key = _private(private_key)
    if isinstance(key, x25519.X25519PrivateKey):
        kind, size = BY_X25519, KEY
    elif isinstance(key, rsa.RSAPrivateKey) and key.key_size >= RSA_BITS:
        kind, size = BY_RSA, key.key_size // 8
    else:
        raise ValueError(NO_RECIPIENT)
    head, body = message[: 1 + size], message[1 + size :]
    if head[:1] != kind or len(head) != 1 + size:
        raise DecryptionError("it does not open")
    try:
        return decrypt(_carried(key, head[1:]), body, head + context)
    except ValueError:  # a point of small order, a wrapped key that is none, or one of another length
        raise DecryptionError("it does not open") from None
