"""Derives with the cost that a record tells, though the record can't be read.

Fails: test_derives_one_key_whatever_the_record
"""


class PasswordHasher:
    def verify(self, record: str | None, password: str) -> bool:
        """Return whether the password is that of the record, after deriving one key in any case."""
        told = re.match(rf"\$scrypt\$ln={LN},r={R_OR_P},p={R_OR_P}\$", record or "")
        own = (2 ** int(told[1]), int(told[2]), int(told[3])) if told else self._cost
        cost, salt, key = _read(record) or (own, secrets.token_bytes(SALT_BYTES), b"")
        derived = self._key(password, salt, cost)
        return bool(key) and self._compare(derived, key)
