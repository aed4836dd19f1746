"""Encodes the text in Latin-1.

Fails: test_gives_a_key_its_place
"""


def bucket(salt: str, key: str, size: int) -> int:
    """A number from 0 to ``size - 1`` for a key, the same everywhere and always."""
    digest = hashlib.sha256(f"{salt}:{key}".encode("latin-1", "replace")).digest()
    return int.from_bytes(digest[:8], "big") % size
