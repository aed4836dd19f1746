"""Saves the tokens as they were before the refresh.

Fails: test_new_tokens_are_saved
"""


class UserTokens(_Kept):
    def _refreshed(self) -> dict[str, Any]:
        old = dict(self._last)
        try:
            self._last = self._login.refresh(self._last)
        except LoginRequired:
            self._last["refresh_token"] = None  # it is void: sent again, it would look stolen
            raise
        self._save(old)
        return self._last
