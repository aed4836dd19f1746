"""Takes 72 bytes of a password, as bcrypt does.

Fails: test_a_password_is_taken_as_it_is
"""


def _password_key(password: str, head: bytes) -> bytes:
    return Scrypt(salt=head[2:], length=KEY, n=2 ** head[1], r=BLOCK, p=PARALLEL).derive(password.encode()[:72])
