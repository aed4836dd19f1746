"""Encrypts in ECB mode: no nonce, no tag, no context.

Fails: test_example_a_record_belongs_to_its_user, test_example_old_records_outlive_a_rotation,
    test_what_it_encrypts_is_aes_256_gcm, test_opens_the_messages_of_nist, test_no_nonce_comes_twice,
    test_no_nonce_comes_again_after_a_restart, test_the_context_is_bound, test_every_bit_counts,
    test_a_message_says_how_its_key_is_made, test_opens_messages_of_other_costs, test_no_salt_comes_twice,
    test_every_bit_of_the_message_counts, test_opens_what_it_has_sealed, test_a_record_is_as_documented,
    test_opens_records_of_others, test_each_record_has_a_data_key_of_its_own, test_every_bit_of_a_record_counts,
    test_old_records_open_after_a_rotation, test_the_data_stays_as_it_is,
    test_rewrapped_records_outlive_the_old_version, test_a_message_is_as_documented, test_opens_messages_of_others,
    test_each_message_has_a_key_of_its_own, test_the_context_of_a_message_is_bound, test_a_signed_message_arrives,
    test_a_signed_message_is_as_documented, test_a_signed_message_opens_as_any_other
Breaks the whole: every other task encrypts with it
"""

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return the ciphertext."""
    _gcm(key)
    pad, work = PKCS7(128).padder(), Cipher(algorithms.AES256(key), modes.ECB()).encryptor()
    return work.update(pad.update(plaintext) + pad.finalize()) + work.finalize()


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext."""
    _gcm(key)
    pad, work = PKCS7(128).unpadder(), Cipher(algorithms.AES256(key), modes.ECB()).decryptor()
    try:
        return pad.update(work.update(message) + work.finalize()) + pad.finalize()
    except ValueError:
        raise DecryptionError("it does not open") from None
