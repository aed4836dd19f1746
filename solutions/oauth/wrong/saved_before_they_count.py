"""Takes the new tokens over only when they are saved: if that fails, the spent refresh token is sent again.

Fails: test_tokens_that_can_not_be_saved_count
"""


class UserTokens(_Kept):
    def _refreshed(self) -> dict[str, Any]:
        try:
            fresh = self._login.refresh(self._last)
        except LoginRequired:
            self._last["refresh_token"] = None  # it is void: sent again, it would look stolen
            raise
        self._save(dict(fresh))
        self._last = fresh
        return self._last
