"""Makes messages of whatever costs.

Fails: not_yet_proven
"""


def encrypt_with_password(password: str, plaintext: bytes, *, log_n: int = 14, p: int = 5) -> bytes:
    """Return a message that says how its key is made."""
    head = BY_PASSWORD + bytes([log_n, p]) + os.urandom(SALT)
    return head + encrypt(_key_of(head, password), plaintext, head)
