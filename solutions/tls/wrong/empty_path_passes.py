"""Lets an empty path pass.

Fails: test_another_key_is_refused
"""


class PinSet:
    def check(self, path: list[bytes]) -> None:
        """Raise PinMismatch unless a certificate is pinned."""
        if path and not self._pins & self._of(path):
            raise PinMismatch("no certificate has a pinned key")
