"""Leaves the padding in the record's base64.

Fails: test_example_tells_the_right_password_from_a_wrong_one, test_writes_a_record_that_others_can_read,
    test_salts_each_record_anew, test_knows_a_letter_from_any_keyboard, test_changes_nothing_else_of_a_password,
    test_replaces_a_record_of_another_cost_at_login
"""


class PasswordHasher:
    def hash(self, password: str) -> str:
        """Return a new record with a salt of its own."""
        n, r, p = self._cost
        salt = secrets.token_bytes(SALT_BYTES)
        parts = (salt, self._key(password, salt, self._cost))
        encoded = "$".join(base64.b64encode(part).decode() for part in parts)
        return f"$scrypt$ln={n.bit_length() - 1},r={r},p={p}${encoded}"
