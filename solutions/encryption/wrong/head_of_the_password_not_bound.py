"""Does not bind what stands before the nonce of a message with a password.

Fails: test_a_message_says_how_its_key_is_made, test_opens_messages_of_other_costs
"""


def encrypt_with_password(password: str, plaintext: bytes, *, log_n: int = 14) -> bytes:
    """Return a message that says how its key is made."""
    if log_n not in LOG_N:
        raise ValueError("log_n is from 8 to 15")
    head = BY_PASSWORD + bytes([log_n]) + os.urandom(SALT)
    return head + encrypt(_password_key(password, head), plaintext)


def decrypt_with_password(password: str, message: bytes) -> bytes:
    """Return the plaintext. A cost that we would not set is not paid: the message is not to be trusted yet."""
    head, body = message[: 2 + SALT], message[2 + SALT :]
    if len(head) < 2 + SALT or head[:1] != BY_PASSWORD or head[1] not in LOG_N:
        raise DecryptionError("it does not open")
    return decrypt(_password_key(password, head), body)
