"""Does not save the new tokens.

Fails: test_new_tokens_are_saved, test_calls_at_once_share_a_refresh, test_an_outage_ends_no_login,
    test_calls_in_the_name_of_a_user
"""


class UserTokens(_Kept):
    def _refreshed(self) -> dict[str, Any]:
        try:
            self._last = self._login.refresh(self._last)
        except LoginRequired:
            self._last["refresh_token"] = None  # it is void: sent again, it would look stolen
            raise
        return self._last
