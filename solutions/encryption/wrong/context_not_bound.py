"""Takes the context, and does nothing with it.

Fails: test_what_it_encrypts_is_aes_256_gcm, test_opens_the_messages_of_nist, test_the_context_is_bound,
    test_a_message_says_how_its_key_is_made, test_opens_messages_of_other_costs, test_a_record_is_as_documented,
    test_opens_records_of_others, test_a_message_is_as_documented, test_opens_messages_of_others,
    test_the_context_of_a_message_is_bound, test_a_signed_message_arrives, test_a_signed_message_is_as_documented,
    test_a_signed_message_opens_as_any_other
Breaks the whole: every message of every task is bound to something
"""


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = os.urandom(NONCE)
    return nonce + _gcm(key).encrypt(nonce, plaintext, None)


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext, or raise DecryptionError."""
    cipher = _gcm(key)
    if len(message) < NONCE + TAG:
        raise DecryptionError("it does not open")
    try:
        return cipher.decrypt(message[:NONCE], message[NONCE:], None)
    except InvalidTag:
        raise DecryptionError("it does not open") from None
