"""Brings a password into Unicode's normal form first.

Fails: test_a_password_is_taken_as_it_is
"""

import unicodedata


def _password_key(password: str, head: bytes) -> bytes:
    password = unicodedata.normalize("NFC", password)
    return Scrypt(salt=head[2:], length=KEY, n=2 ** head[1], r=BLOCK, p=PARALLEL).derive(password.encode())
