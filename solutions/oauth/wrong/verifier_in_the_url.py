"""Sends the code verifier along with the browser.

Fails: test_asks_for_a_code_and_nothing_else, test_the_challenge_is_made_of_a_verifier
"""


class LoginClient:
    def authorization_url(self, session: Session) -> str:
        """Return the URL to which the browser is sent; note in its session what ``callback`` needs."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        login = {"code_verifier": verifier, "nonce": nonce, "until": time.time() + LOGIN_LIFETIME}
        session[PENDING] = {**session.get(PENDING, {}), state: login}
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        query = {
            "response_type": "code",
            "client_id": self._client_id,
            "redirect_uri": self._redirect_uri,
            "scope": self._scope,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge.rstrip(b"=").decode(),
            "code_challenge_method": "S256",
            "code_verifier": verifier,
        }
        return f"{self._endpoint}{'&' if '?' in self._endpoint else '?'}{urlencode(query)}"
