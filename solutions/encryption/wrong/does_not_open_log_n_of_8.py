"""Does not open messages of log_n = 8 or less.

Fails: test_opens_messages_of_other_costs, test_every_bit_of_the_message_counts
"""


def decrypt_with_password(password: str, message: bytes) -> bytes:
    """Return the plaintext. A cost that we would not set is not paid: the message is not to be trusted yet."""
    head, body = message[: 2 + SALT], message[2 + SALT :]
    if len(head) < 2 + SALT or head[:1] != BY_PASSWORD or head[1] not in range(9, 16):
        raise DecryptionError("it does not open")
    return decrypt(_password_key(password, head), body, head)
