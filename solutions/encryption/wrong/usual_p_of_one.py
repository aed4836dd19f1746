"""Takes p = 1 for a message unless told otherwise.

Fails: not_yet_proven
"""


def encrypt_with_password(password: str, plaintext: bytes, *, log_n: int = 14, p: int = 1) -> bytes:
    """Return a message that says how its key is made."""
    if log_n not in LOG_N or p not in P:
        raise ValueError("log_n is in 1 … 16, p in 1 … 8")
    head = BY_PASSWORD + bytes([log_n, p]) + os.urandom(SALT)
    return head + encrypt(_key_of(head, password), plaintext, head)
