"""Raises ValueError for a message with costs beyond the limits.

Fails: not_yet_proven
"""


def decrypt_with_password(password: str, message: bytes) -> bytes:
    """Return the plaintext."""
    head, body = message[: 3 + SALT], message[3 + SALT :]
    if len(head) < 3 + SALT or head[:1] != BY_PASSWORD:
        raise DecryptionError("it does not open")
    if head[1] not in LOG_N or head[2] not in P:
        raise ValueError("log_n is in 1 … 16, p in 1 … 8")
    return decrypt(_key_of(head, password), body, head)
