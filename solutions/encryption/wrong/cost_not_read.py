"""Opens and makes every message with the usual cost, whatever it says.

Fails: not_yet_proven
"""


def _password_key(password: str, head: bytes) -> bytes:
    return Scrypt(salt=head[2:], length=KEY, n=2**14, r=BLOCK, p=PARALLEL).derive(password.encode())
