"""Binds what stands before the nonce, and not the context.

Fails: test_a_message_is_as_documented, test_opens_messages_of_others, test_the_context_of_a_message_is_bound,
    test_a_signed_message_arrives, test_a_signed_message_is_as_documented, test_a_signed_message_opens_as_any_other
"""


def encrypt_for(public_key: str, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return a message for the holder of the private key."""
    key = _public(public_key)
    if isinstance(key, x25519.X25519PublicKey):
        head, secret = _agree(key)
    elif isinstance(key, rsa.RSAPublicKey) and key.key_size >= RSA_BITS:
        head, secret = _wrap(key)
    else:
        raise ValueError(NO_RECIPIENT)
    return head + encrypt(secret, plaintext, head)


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
    try:
        return decrypt(_carried(key, head[1:]), body, head)
    except ValueError:  # a point of small order, a wrapped key that is none, or one of another length
        raise DecryptionError("it does not open") from None
