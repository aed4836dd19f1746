"""Encrypts the data itself with RSA, which takes 190 bytes.

Fails: test_the_recipient_opens_it, test_a_message_is_as_documented, test_opens_messages_of_others,
    test_each_message_has_a_key_of_its_own, test_the_context_of_a_message_is_bound,
    test_every_part_of_a_message_counts, test_only_oaep_with_sha_256_is_opened, test_a_signed_message_arrives,
    test_a_signed_message_is_as_documented, test_a_signed_message_opens_as_any_other
"""


def encrypt_for(public_key: str, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return a message for the holder of the private key."""
    key = _public(public_key)
    if isinstance(key, x25519.X25519PublicKey):
        head, secret = _agree(key)
    elif isinstance(key, rsa.RSAPublicKey) and key.key_size >= RSA_BITS:
        return BY_RSA + key.encrypt(plaintext, OAEP)
    else:
        raise ValueError(NO_RECIPIENT)
    return head + encrypt(secret, plaintext, head + context)


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
    if isinstance(key, rsa.RSAPrivateKey):
        try:
            return key.decrypt(head[1:], OAEP)
        except ValueError:
            raise DecryptionError("it does not open") from None
    try:
        return decrypt(_carried(key, head[1:]), body, head + context)
    except ValueError:  # a point of small order, a wrapped key that is none, or one of another length
        raise DecryptionError("it does not open") from None
