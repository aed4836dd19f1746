"""Asks for a refresh without a refresh token.

Fails: test_a_refresh_fails_as_other_requests_do, test_a_login_that_has_ended_is_not_asked_for_again
"""


class LoginClient:
    def refresh(self, tokens: dict[str, Any]) -> dict[str, Any]:
        """Return new tokens for old ones."""
        try:
            body = self._token_endpoint.ask(
                {"grant_type": "refresh_token", "refresh_token": str(tokens["refresh_token"])}
            )
        except TokenRequestRefused as refused:
            if refused.error == "invalid_grant":
                raise LoginRequired("the refresh token is void") from refused
            raise
        return _tokens(body, tokens)
