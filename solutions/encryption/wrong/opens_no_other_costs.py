"""Opens messages of the usual costs, and no others.

Fails: not_yet_proven
"""


def decrypt_with_password(password: str, message: bytes) -> bytes:
    """Return the plaintext."""
    head, body = message[: 3 + SALT], message[3 + SALT :]
    if len(head) < 3 + SALT or head[:3] != BY_PASSWORD + bytes([14, 5]):
        raise DecryptionError("it does not open")
    return decrypt(_key_of(head, password), body, head)
