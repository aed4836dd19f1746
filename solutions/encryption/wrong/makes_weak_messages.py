"""Makes messages of log_n below 8 as well.

Fails: test_makes_no_message_that_it_would_not_open
"""


def encrypt_with_password(password: str, plaintext: bytes, *, log_n: int = 14) -> bytes:
    """Return a message that says how its key is made."""
    if log_n not in range(1, 16):
        raise ValueError("log_n is from 8 to 15")
    head = BY_PASSWORD + bytes([log_n]) + os.urandom(SALT)
    return head + encrypt(_password_key(password, head), plaintext, head)
