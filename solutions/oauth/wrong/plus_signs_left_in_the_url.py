"""Leaves some signs as they are, to keep the URL readable; a plus sign arrives as a space.

Fails: test_asks_for_a_code_and_nothing_else
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
        }
        return f"{self._endpoint}{'&' if '?' in self._endpoint else '?'}{urlencode(query, safe=':/+')}"
