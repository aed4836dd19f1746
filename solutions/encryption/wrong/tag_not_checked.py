"""Decrypts, and hands out the plaintext without a look at the tag.

Fails: test_example_a_turned_bit_is_noticed, test_the_context_is_bound, test_a_message_is_whole_or_none,
    test_every_bit_counts, test_a_password_is_taken_as_it_is, test_every_bit_of_the_message_counts,
    test_the_data_is_bound_as_well, test_every_bit_of_a_record_counts, test_nobody_else_opens_it,
    test_the_context_of_a_message_is_bound, test_every_part_of_a_message_counts,
    test_a_signed_message_opens_as_any_other
"""

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext, whatever has become of it."""
    _gcm(key)
    if len(message) < NONCE + TAG:
        raise DecryptionError("it does not open")
    work = Cipher(algorithms.AES256(key), modes.GCM(message[:NONCE], message[-TAG:])).decryptor()
    work.authenticate_additional_data(context)
    return work.update(message[NONCE:-TAG])
