"""Opens messages of log_n = 17.

Fails: not_yet_proven
"""


def decrypt_with_password(password: str, message: bytes) -> bytes:
    """Return the plaintext."""
    head, body = message[: 3 + SALT], message[3 + SALT :]
    if len(head) < 3 + SALT or head[:1] != BY_PASSWORD or head[1] not in range(1, 18) or head[2] not in P:
        raise DecryptionError("it does not open")
    return decrypt(_key_of(head, password), body, head)
