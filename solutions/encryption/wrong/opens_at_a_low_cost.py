"""Refuses a cost that is too high, and opens messages of any lower one.

Fails: test_pays_no_cost_without_limit
"""


def decrypt_with_password(password: str, message: bytes) -> bytes:
    """Return the plaintext. A cost that we would not set is not paid: the message is not to be trusted yet."""
    head, body = message[: 2 + SALT], message[2 + SALT :]
    if len(head) < 2 + SALT or head[:1] != BY_PASSWORD or head[1] not in range(1, 16):
        raise DecryptionError("it does not open")
    return decrypt(_password_key(password, head), body, head)
