"""Opens every message with the usual costs.

Fails: not_yet_proven
"""


def decrypt_with_password(password: str, message: bytes) -> bytes:
    """Return the plaintext."""
    head, body = message[: 3 + SALT], message[3 + SALT :]
    if len(head) < 3 + SALT or head[:1] != BY_PASSWORD or head[1] not in LOG_N or head[2] not in P:
        raise DecryptionError("it does not open")
    return decrypt(password_key(password, head[3:]), body, head)
