"""Makes one ephemeral key when it starts, and uses it for every message.

Fails: test_each_message_has_a_key_of_its_own
"""

OWN = x25519.X25519PrivateKey.generate()


def _agree(recipient: x25519.X25519PublicKey) -> tuple[bytes, bytes]:
    """Return the head of a message and its key. Raises ValueError if everybody knew the secret."""
    ephemeral = OWN
    public = ephemeral.public_key().public_bytes_raw()
    return BY_X25519 + public, _agreed(ephemeral.exchange(recipient), public, recipient)
