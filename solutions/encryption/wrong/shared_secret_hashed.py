"""Hashes the shared secret instead of deriving the key.

Fails: not_yet_proven
"""


def _agreed(shared: bytes, ephemeral: bytes, recipient: x25519.X25519PublicKey) -> bytes:
    return hashlib.sha256(shared).digest()
