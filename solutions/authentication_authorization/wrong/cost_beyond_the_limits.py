"""Refuses a record with a cost beyond the limits, but derives with that cost all the same.

Fails: test_derives_one_key_whatever_the_record
"""


class PasswordHasher:
    def verify(self, record: str | None, password: str) -> bool:
        """Return whether the password is that of the record, after deriving one key in any case."""
        known = _read(record)
        told = re.match(r"\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}\Z", record or "")
        own = (2 ** int(told[1]), int(told[2]), int(told[3])) if told and not known else self._cost
        cost, salt, key = known or (own, secrets.token_bytes(SALT_BYTES), b"")
        derived = self._key(password, salt, cost)
        return bool(key) and self._compare(derived, key)
