"""Derives the key without saying what it is for.

Fails: not_yet_proven
"""


def _agreed(shared: bytes, ephemeral: bytes, recipient: x25519.X25519PublicKey) -> bytes:
    return derive_key(shared, salt=ephemeral + recipient.public_bytes_raw())
