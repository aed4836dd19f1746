"""Encrypts in ECB mode: no nonce, no tag, no context.

Fails: not_yet_proven
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
