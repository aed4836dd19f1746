"""Changes the dictionary of the old tokens.

Fails: test_new_tokens_replace_the_old_ones
"""


class LoginClient:
    def refresh(self, tokens: dict[str, Any]) -> dict[str, Any]:
        """Return new tokens for old ones."""
        if not tokens["refresh_token"]:
            raise LoginRequired("there is no refresh token")
        try:
            body = self._token_endpoint.ask({"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]})
        except TokenRequestRefused as refused:
            if refused.error == "invalid_grant":
                raise LoginRequired("the refresh token is void") from refused
            raise
        tokens.update(_tokens(body, tokens))
        return tokens
