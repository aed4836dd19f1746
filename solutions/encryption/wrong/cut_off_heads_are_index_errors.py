"""Does not look whether there is enough for costs and salt.

Fails: not_yet_proven
"""


def decrypt_with_password(password: str, message: bytes) -> bytes:
    """Return the plaintext."""
    head, body = message[: 3 + SALT], message[3 + SALT :]
    if head[0] != 2 or head[1] not in LOG_N or head[2] not in P:
        raise DecryptionError("it does not open")
    return decrypt(_key_of(head, password), body, head)
