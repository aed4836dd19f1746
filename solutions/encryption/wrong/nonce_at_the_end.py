"""Puts the nonce behind ciphertext and tag.

Fails: test_what_it_encrypts_is_aes_256_gcm, test_opens_the_messages_of_nist, test_a_message_says_how_its_key_is_made,
    test_opens_messages_of_other_costs, test_a_record_is_as_documented, test_opens_records_of_others,
    test_each_record_has_a_data_key_of_its_own, test_a_message_is_as_documented, test_opens_messages_of_others,
    test_a_signed_message_arrives, test_a_signed_message_is_as_documented
"""


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return nonce, ciphertext and tag."""
    nonce = os.urandom(NONCE)
    return _gcm(key).encrypt(nonce, plaintext, context) + nonce


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext, or raise DecryptionError."""
    cipher = _gcm(key)
    if len(message) < NONCE + TAG:
        raise DecryptionError("it does not open")
    try:
        return cipher.decrypt(message[-NONCE:], message[:-NONCE], context)
    except InvalidTag:
        raise DecryptionError("it does not open") from None
