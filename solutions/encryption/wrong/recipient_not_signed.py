"""Signs the plaintext without its recipient.

Fails: not_yet_proven
"""


def _addressed(recipient: Any, plaintext: bytes) -> bytes:
    """Return what is signed."""
    return SIGNED + bytes(32) + plaintext
