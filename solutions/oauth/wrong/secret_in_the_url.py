"""Sends the client's secret along with the browser.

Fails: test_asks_for_a_code_and_nothing_else, test_a_browser_goes_the_whole_way
"""


class LoginClient:
    def __init__(
        self,
        *,
        issuer: str,
        authorization_endpoint: str,
        token_endpoint: str,
        client_id: str,
        client_secret: str,
        redirect_uri: str,
        scope: str = "openid orders:read",
    ) -> None:
        self._secret = client_secret
        self._issuer, self._client_id, self._scope = issuer, client_id, scope
        self._endpoint, self._redirect_uri = authorization_endpoint, redirect_uri
        self._token_endpoint = _TokenEndpoint(token_endpoint, client_id, client_secret)

    def authorization_url(self, session: Session) -> str:
        """Return the URL to which the browser is sent; note in its session what ``callback`` needs."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        login = {"code_verifier": verifier, "nonce": nonce, "until": time.time() + LOGIN_LIFETIME}
        session[PENDING] = {**session.get(PENDING, {}), state: login}
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        query = {
            "response_type": "code",
            "client_secret": self._secret,
            "client_id": self._client_id,
            "redirect_uri": self._redirect_uri,
            "scope": self._scope,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge.rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return f"{self._endpoint}{'&' if '?' in self._endpoint else '?'}{urlencode(query)}"
