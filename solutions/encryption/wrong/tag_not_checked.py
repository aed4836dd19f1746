"""Decrypts, and hands out the plaintext without a look at the tag.

Fails: not_yet_proven
Breaks the whole: nothing that was changed is noticed in any task
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
