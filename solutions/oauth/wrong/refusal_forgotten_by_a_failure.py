"""Forgets that a token was refused when the request for a new one fails.

Fails: test_a_token_that_was_refused_is_replaced, test_a_token_that_was_refused_is_dropped
"""


class _Kept:
    def __init__(self, renew: Callable[[], dict[str, Any]], current: dict[str, Any] | None = None) -> None:
        self._lock, self._renew, self._current = threading.Lock(), renew, current
        self._refused = False

    def _fresh(self) -> str:
        with self._lock:  # also while asking: who comes meanwhile waits, and finds the new token
            refused, self._refused = self._refused, False
            if refused or self._current is None or self._current["expires_at"] - time.time() < EARLY:
                self._current = self._renew()
            return str(self._current["access_token"])

    def _drop(self, token: str) -> None:
        with self._lock:
            if self._current is not None and self._current["access_token"] == token:
                self._refused = True
