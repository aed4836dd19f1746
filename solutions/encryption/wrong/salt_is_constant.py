"""Has one salt for all messages.

Fails: test_no_salt_comes_twice
"""


def encrypt_with_password(password: str, plaintext: bytes, *, log_n: int = 14) -> bytes:
    """Return a message that says how its key is made."""
    if log_n not in LOG_N:
        raise ValueError("log_n is from 8 to 15")
    head = BY_PASSWORD + bytes([log_n]) + b"pepper and salt!"
    return head + encrypt(_password_key(password, head), plaintext, head)
