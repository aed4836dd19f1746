"""Encrypts in CBC mode with a random IV and without a MAC.

Fails: not_yet_proven
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
