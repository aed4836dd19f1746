"""Sends a void refresh token again at each call.

Fails: test_a_login_that_has_ended_is_not_asked_for_again
"""


class UserTokens(_Kept):
    def _refreshed(self) -> dict[str, Any]:
        self._last = self._login.refresh(self._last)
        self._save(dict(self._last))
        return self._last
