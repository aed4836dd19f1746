"""Waits for its turn to refresh, and does not look again when it comes.

Fails: test_calls_at_once_share_a_refresh, test_a_token_that_was_refused_is_replaced
"""


class UserTokens(_Kept):
    def get(self) -> str:
        """Return an access token; refresh it first if need be."""
        current = self._current
        if current is None or current["expires_at"] - time.time() < EARLY:
            with self._lock:
                current = self._current = self._renew()
        return str(current["access_token"])
