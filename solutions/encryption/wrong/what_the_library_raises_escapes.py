"""Lets out what the library raises for a key that can't be unwrapped or agreed on.

Fails: test_nobody_else_opens_it, test_every_part_of_a_message_counts, test_nobody_chooses_the_shared_secret,
    test_only_oaep_with_sha_256_is_opened, test_a_signed_message_opens_as_any_other
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
