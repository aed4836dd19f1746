"""Encrypts in CBC mode with a random IV and without a MAC.

Fails: test_what_it_encrypts_is_aes_256_gcm, test_opens_the_messages_of_nist, test_the_context_is_bound,
    test_every_bit_counts, test_a_message_says_how_its_key_is_made, test_opens_messages_of_other_costs,
    test_every_bit_of_the_message_counts, test_a_record_is_as_documented, test_opens_records_of_others,
    test_each_record_has_a_data_key_of_its_own, test_every_bit_of_a_record_counts, test_a_message_is_as_documented,
    test_opens_messages_of_others, test_the_context_of_a_message_is_bound, test_a_signed_message_arrives,
    test_a_signed_message_is_as_documented, test_a_signed_message_opens_as_any_other
Breaks the whole: every other task encrypts with it
"""

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7


def encrypt(key: bytes, plaintext: bytes, context: bytes = b"") -> bytes:
    """Return IV and ciphertext."""
    _gcm(key)
    iv = os.urandom(16)
    pad, work = PKCS7(128).padder(), Cipher(algorithms.AES256(key), modes.CBC(iv)).encryptor()
    return iv + work.update(pad.update(plaintext) + pad.finalize()) + work.finalize()


def decrypt(key: bytes, message: bytes, context: bytes = b"") -> bytes:
    """Return the plaintext."""
    _gcm(key)
    try:
        pad, work = PKCS7(128).unpadder(), Cipher(algorithms.AES256(key), modes.CBC(message[:16])).decryptor()
        return pad.update(work.update(message[16:]) + work.finalize()) + pad.finalize()
    except ValueError:
        raise DecryptionError("it does not open") from None
