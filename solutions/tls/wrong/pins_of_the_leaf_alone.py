"""Looks for the leaf's pin alone.

Fails: test_one_pinned_certificate_is_enough
"""


class PinSet:
    def check(self, path: list[bytes]) -> None:
        """Raise PinMismatch unless the leaf is pinned."""
        if not self._pins & self._of(path[:1]):
            raise PinMismatch("no certificate has a pinned key")
