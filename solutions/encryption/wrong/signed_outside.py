"""Encrypts first, and signs the message from outside.

Fails: not_yet_proven
"""


def sign_and_encrypt(plaintext: bytes, *, sender: str, recipient: str, context: bytes = b"") -> bytes:
    """Encrypt, and sign what comes out."""
    message = encrypt_for(recipient, plaintext, context)
    return sign(sender, _addressed(_public(recipient), message)) + message


def decrypt_and_verify(message: bytes, *, sender: str, recipient: str, context: bytes = b"") -> bytes:
    """Verify, and decrypt."""
    signature, inner = message[:SIGNATURE], message[SIGNATURE:]
    verify(sender, _addressed(_private(recipient).public_key(), inner), signature)
    return decrypt_with(recipient, inner, context)
