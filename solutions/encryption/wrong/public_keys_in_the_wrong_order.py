"""Derives the key with the recipient's public key first.

Fails: not_yet_proven
"""


def _agreed(shared: bytes, ephemeral: bytes, recipient: x25519.X25519PublicKey) -> bytes:
    return derive_key(shared, salt=recipient.public_bytes_raw() + ephemeral, info=X25519_INFO)
