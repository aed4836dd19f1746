"""Returns the iv first.

Fails: test_derives_key_and_iv
"""


def traffic_key(secret: bytes) -> tuple[bytes, bytes]:
    """Return iv and key."""
    return expand_label(secret, "iv", b"", 12), expand_label(secret, "key", b"", 16)
