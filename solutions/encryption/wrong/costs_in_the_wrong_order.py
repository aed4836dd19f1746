"""Writes p before log_n.

Fails: not_yet_proven
"""


def encrypt_with_password(password: str, plaintext: bytes, *, log_n: int = 14, p: int = 5) -> bytes:
    """Return a message that says how its key is made."""
    if log_n not in LOG_N or p not in P:
        raise ValueError("log_n is in 1 … 16, p in 1 … 8")
    head = BY_PASSWORD + bytes([p, log_n]) + os.urandom(SALT)
    return head + encrypt(_key_of(head, password), plaintext, head)


def decrypt_with_password(password: str, message: bytes) -> bytes:
    """Return the plaintext."""
    head, body = message[: 3 + SALT], message[3 + SALT :]
    if len(head) < 3 + SALT or head[:1] != BY_PASSWORD or head[2] not in LOG_N or head[1] not in P:
        raise DecryptionError("it does not open")
    return decrypt(_key_of(head, password), body, head)


def _key_of(head: bytes, password: str) -> bytes:
    return password_key(password, head[3:], n=2 ** head[2], r=BLOCK, p=head[1])
