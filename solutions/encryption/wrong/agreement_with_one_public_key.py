"""Derives the key with the ephemeral public key alone.

Fails: not_yet_proven
"""


def _agreed(shared: bytes, ephemeral: bytes, recipient: x25519.X25519PublicKey) -> bytes:
    return derive_key(shared, salt=ephemeral, info=X25519_INFO)
