"""Says no to what it can't read without any work.

Fails: test_derives_one_key_whatever_the_record, test_does_the_same_work_for_every_stranger
"""


class PasswordHasher:
    def verify(self, record: str | None, password: str) -> bool:
        """Return whether the password is that of the record, after deriving one key in any case."""
        cost, salt, key = _read(record) or (self._cost, secrets.token_bytes(SALT_BYTES), b"")
        if not key:
            return False
        derived = self._key(password, salt, cost)
        return bool(key) and self._compare(derived, key)
