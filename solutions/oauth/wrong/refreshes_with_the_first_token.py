"""Sends the first refresh token in each refresh.

Fails: test_each_refresh_token_is_sent_once
"""


class UserTokens(_Kept):
    def _refreshed(self) -> dict[str, Any]:
        try:
            fresh = self._login.refresh(self._last)
        except LoginRequired:
            self._last["refresh_token"] = None  # it is void: sent again, it would look stolen
            raise
        self._save(dict(fresh))
        return fresh
