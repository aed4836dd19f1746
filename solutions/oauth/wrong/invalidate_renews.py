"""Renews the token at once when it is invalidated.

Fails: test_a_token_that_was_refused_is_replaced, test_a_token_that_was_refused_is_dropped,
    test_two_services_share_nothing
"""


class _Kept:
    def _drop(self, token: str) -> None:
        with self._lock:
            if self._current is not None and self._current["access_token"] == token:
                self._current = self._renew()
