"""Fills the password up to 32 bytes and calls it a key.

Fails: not_yet_proven
"""


def _key_of(head: bytes, password: str) -> bytes:
    return password.encode().ljust(KEY, b"\0")[:KEY]
