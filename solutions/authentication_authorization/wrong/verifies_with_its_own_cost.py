"""Verifies with the hasher's cost instead of the record's.

Fails: test_verifies_with_the_cost_and_salt_of_the_record, test_knows_the_limits_of_a_record,
    test_knows_who_has_the_password, test_shows_the_directory_its_own_key,
    test_replaces_a_record_of_another_cost_at_login, test_lets_in_whether_or_not_the_new_record_is_stored
"""


class PasswordHasher:
    def verify(self, record: str | None, password: str) -> bool:
        """Return whether the password is that of the record, after deriving one key in any case."""
        _, salt, key = _read(record) or (self._cost, secrets.token_bytes(SALT_BYTES), b"")
        derived = self._key(password, salt, self._cost)
        return bool(key) and self._compare(derived, key)
