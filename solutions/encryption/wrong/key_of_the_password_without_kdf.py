"""Makes the key of password and salt with one hash, and no KDF.

Fails: test_a_message_says_how_its_key_is_made, test_opens_messages_of_other_costs
"""


def _password_key(password: str, head: bytes) -> bytes:
    return hashlib.sha256(head[2:] + password.encode()).digest()
