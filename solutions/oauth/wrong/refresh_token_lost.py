"""Loses the old refresh token if the answer has no new one.

Fails: test_keeps_what_the_answer_leaves_out
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
        return {**_tokens(body, tokens), "refresh_token": body.get("refresh_token")}
