"""Lets the library's InvalidTag out.

Fails: test_example_a_turned_bit_is_noticed, test_the_context_is_bound, test_a_message_is_whole_or_none,
    test_every_bit_counts, test_a_password_is_taken_as_it_is, test_every_bit_of_the_message_counts,
    test_the_data_is_bound_as_well, test_every_bit_of_a_record_counts, test_nobody_else_opens_it,
    test_the_context_of_a_message_is_bound, test_every_part_of_a_message_counts,
    test_a_signed_message_opens_as_any_other
"""


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext, or raise DecryptionError."""
    cipher = _gcm(key)
    if len(message) < NONCE + TAG:
        raise DecryptionError("it does not open")
    return cipher.decrypt(message[:NONCE], message[NONCE:], context)
