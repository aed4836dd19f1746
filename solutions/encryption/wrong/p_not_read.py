"""Takes p = 1 for every message.

Fails: not_yet_proven
"""


def _key_of(head: bytes, password: str) -> bytes:
    return password_key(password, head[3:], n=2 ** head[1], r=BLOCK, p=1)
