"""Writes a salt into the message, and derives with another one.

Fails: not_yet_proven
"""


def _key_of(head: bytes, password: str) -> bytes:
    return password_key(password, bytes(SALT), n=2 ** head[1], r=BLOCK, p=head[2])
