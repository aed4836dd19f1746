"""Hashes the text as it comes.

Fails: test_knows_a_letter_from_any_keyboard
"""


class PasswordHasher:
    def _key(self, password: str, salt: bytes, cost: Cost) -> bytes:
        """Derive a key. Keyboards write the same letter in several ways; NFC makes them one (RFC 8265)."""
        n, r, p = cost
        return self._derive(password.encode(), salt=salt, n=n, r=r, p=p)
