"""Takes every refusal for the end of the login.

Fails: test_a_refresh_fails_as_other_requests_do, test_an_outage_ends_no_login
"""


class LoginClient:
    def refresh(self, tokens: dict[str, Any]) -> dict[str, Any]:
        """Return new tokens for old ones."""
        if not tokens["refresh_token"]:
            raise LoginRequired("there is no refresh token")
        try:
            body = self._token_endpoint.ask({"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]})
        except TokenRequestRefused as refused:
            raise LoginRequired("the refresh token is void") from refused
        return _tokens(body, tokens)
