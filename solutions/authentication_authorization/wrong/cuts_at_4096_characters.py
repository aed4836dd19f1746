"""Cuts a password after 4096 characters, so that long ones with the same beginning are one.

Fails: test_changes_nothing_else_of_a_password
"""


class PasswordHasher:
    def _key(self, password: str, salt: bytes, cost: Cost) -> bytes:
        """Derive a key. Keyboards write the same letter in several ways; NFC makes them one (RFC 8265)."""
        n, r, p = cost
        return self._derive(unicodedata.normalize("NFC", password)[:4096].encode(), salt=salt, n=n, r=r, p=p)
