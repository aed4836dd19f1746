"""Takes p = 1 for scrypt, the default of many libraries.

Fails: not_yet_proven
"""


def _password_key(password: str, head: bytes) -> bytes:
    return Scrypt(salt=head[2:], length=KEY, n=2 ** head[1], r=BLOCK, p=1).derive(password.encode())
