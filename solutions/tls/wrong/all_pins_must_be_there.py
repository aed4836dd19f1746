"""Wants every certificate of the path pinned.

Fails: test_one_pinned_certificate_is_enough
"""


class PinSet:
    def check(self, path: list[bytes]) -> None:
        """Raise PinMismatch unless every certificate is pinned."""
        if not path or not self._of(path) <= self._pins:
            raise PinMismatch("no certificate has a pinned key")
