"""Lets every call fetch a token that finds none.

Fails: test_calls_at_once_share_a_request, test_a_token_that_was_refused_is_dropped,
    test_refused_at_once_replaced_once
"""


class ServiceTokens(_Kept):
    def get(self) -> str:
        """Return an access token; fetch one if need be."""
        if self._current is None or self._current["expires_at"] - time.time() < EARLY:
            self._current = self._renew()
        return str(self._current["access_token"])
