"""Takes every failure of a refresh for the end of the login.

Fails: test_a_token_that_was_refused_is_replaced, test_an_outage_ends_no_login
"""


class UserTokens(_Kept):
    def _refreshed(self) -> dict[str, Any]:
        try:
            self._last = self._login.refresh(self._last)
        except OAuthError:
            self._last["refresh_token"] = None  # it is void: sent again, it would look stolen
            raise
        self._save(dict(self._last))
        return self._last
