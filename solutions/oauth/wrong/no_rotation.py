"""Goes on with the old refresh token, whatever the answer brings.

Fails: test_new_tokens_replace_the_old_ones, test_each_refresh_token_is_sent_once, test_new_tokens_are_saved
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
        return {**_tokens(body, tokens), "refresh_token": tokens["refresh_token"]}
