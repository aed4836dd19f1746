"""Compares the keys with `==`.

Fails: test_compares_in_constant_time
"""


class PasswordHasher:
    def verify(self, record: str | None, password: str) -> bool:
        """Return whether the password is that of the record, after deriving one key in any case."""
        cost, salt, key = _read(record) or (self._cost, secrets.token_bytes(SALT_BYTES), b"")
        derived = self._key(password, salt, cost)
        return derived == key
