"""Draws a key when it starts, and wraps the same one for every message.

Fails: test_each_message_has_a_key_of_its_own
"""

DRAWN = os.urandom(KEY)


def _wrap(recipient: rsa.RSAPublicKey) -> tuple[bytes, bytes]:
    """Return the head of a message and its key."""
    secret = DRAWN
    return BY_RSA + recipient.encrypt(secret, OAEP), secret
