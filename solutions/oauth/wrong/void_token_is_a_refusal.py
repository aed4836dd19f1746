"""Raises TokenRequestRefused for a refresh token that is void.

Fails: test_a_refresh_fails_as_other_requests_do, test_a_login_that_has_ended_is_not_asked_for_again
"""


class LoginClient:
    def refresh(self, tokens: dict[str, Any]) -> dict[str, Any]:
        """Return new tokens for old ones."""
        if not tokens["refresh_token"]:
            raise LoginRequired("there is no refresh token")
        try:
            body = self._token_endpoint.ask({"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]})
        finally:
            pass
        return _tokens(body, tokens)
