"""Takes whatever is not X25519 for RSA.

Fails: test_keys_that_are_no_recipients, test_a_key_is_for_one_purpose
"""


def encrypt_for(public_key: str, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return a message for the holder of the private key."""
    key = _public(public_key)
    if isinstance(key, x25519.X25519PublicKey):
        head, secret = _agree(key)
    else:
        head, secret = _wrap(key)
    return head + encrypt(secret, plaintext, head + context)


def decrypt_with(private_key: str, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext of a message for this key."""
    key = _private(private_key)
    if isinstance(key, x25519.X25519PrivateKey):
        kind, size = BY_X25519, KEY
    else:
        kind, size = BY_RSA, (key.key_size + 7) // 8
    head, body = message[: 1 + size], message[1 + size :]
    if head[:1] != kind or len(head) != 1 + size:
        raise DecryptionError("it does not open")
    try:
        return decrypt(_carried(key, head[1:]), body, head + context)
    except ValueError:  # a point of small order, a wrapped key that is none, or one of another length
        raise DecryptionError("it does not open") from None
