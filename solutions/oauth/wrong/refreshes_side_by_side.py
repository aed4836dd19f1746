"""Lets every call refresh that finds the token at its end.

Fails: test_calls_at_once_share_a_refresh, test_a_token_that_was_refused_is_replaced
"""


class UserTokens(_Kept):
    def get(self) -> str:
        """Return an access token; refresh it first if need be."""
        if self._current is None or self._current["expires_at"] - time.time() < EARLY:
            self._current = self._renew()
        return str(self._current["access_token"])
