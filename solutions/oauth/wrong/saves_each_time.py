"""Saves the tokens at each call.

Fails: test_new_tokens_are_saved, test_calls_at_once_share_a_refresh,
    test_a_login_that_has_ended_is_not_asked_for_again, test_calls_in_the_name_of_a_user
"""


class UserTokens(_Kept):
    def get(self) -> str:
        """Return an access token; refresh it first if need be."""
        token = self._fresh()
        self._save(dict(self._last))
        return token

    def _refreshed(self) -> dict[str, Any]:
        try:
            self._last = self._login.refresh(self._last)
        except LoginRequired:
            self._last["refresh_token"] = None  # it is void: sent again, it would look stolen
            raise
        return self._last
