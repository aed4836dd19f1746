"""Gives the scope that was asked for, whatever was granted.

Fails: test_gives_tokens_for_a_code
"""


class LoginClient:
    def exchange(self, answer: dict[str, str]) -> dict[str, Any]:
        """Exchange the code for tokens, on the back channel."""
        form = {name: answer[name] for name in ("code", "code_verifier")}
        form |= {"grant_type": "authorization_code", "redirect_uri": self._redirect_uri}
        body = self._token_endpoint.ask(form)
        sub = self._subject(body.get("id_token"), answer["nonce"])
        body["scope"] = self._scope
        return _tokens(body, {"refresh_token": None, "scope": self._scope, "sub": sub})
