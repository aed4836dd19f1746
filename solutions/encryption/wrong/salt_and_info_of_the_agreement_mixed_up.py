"""Derives the key with the public keys as info.

Fails: not_yet_proven
"""


def _agreed(shared: bytes, ephemeral: bytes, recipient: x25519.X25519PublicKey) -> bytes:
    return derive_key(shared, salt=X25519_INFO, info=ephemeral + recipient.public_bytes_raw())
