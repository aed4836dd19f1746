"""Takes log_n = 15 unless told otherwise.

Fails: test_a_message_says_how_its_key_is_made
"""


def encrypt_with_password(password: str, plaintext: bytes, *, log_n: int = 15) -> bytes:
    """Return a message that says how its key is made."""
    if log_n not in LOG_N:
        raise ValueError("log_n is from 8 to 15")
    head = BY_PASSWORD + bytes([log_n]) + os.urandom(SALT)
    return head + encrypt(_password_key(password, head), plaintext, head)
