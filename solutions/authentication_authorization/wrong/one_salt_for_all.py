"""Has one salt, made when the module is loaded.

Fails: test_salts_each_record_anew
"""

PEPPER = secrets.token_bytes(SALT_BYTES)


class PasswordHasher:
    def hash(self, password: str) -> str:
        """Return a new record with a salt of its own."""
        n, r, p = self._cost
        salt = PEPPER
        parts = (salt, self._key(password, salt, self._cost))
        encoded = "$".join(base64.b64encode(part).decode().rstrip("=") for part in parts)
        return f"$scrypt$ln={n.bit_length() - 1},r={r},p={p}${encoded}"
