"""Drops the current token, whichever was refused.

Fails: test_a_token_that_was_refused_is_replaced, test_a_token_that_was_refused_is_dropped,
    test_refused_at_once_replaced_once
"""


class _Kept:
    def _drop(self, token: str) -> None:
        with self._lock:
            if token:
                self._current = None
