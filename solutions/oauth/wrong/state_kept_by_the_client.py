"""Keeps the logins in the client, so that any session can finish them.

Fails: test_the_session_is_kept_with_care, test_the_state_is_of_this_session
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
        self._pending: dict[str, Any] = {}
        self._issuer, self._client_id, self._scope = issuer, client_id, scope
        self._endpoint, self._redirect_uri = authorization_endpoint, redirect_uri
        self._token_endpoint = _TokenEndpoint(token_endpoint, client_id, client_secret)

    def authorization_url(self, session: Session) -> str:
        """Return the URL to which the browser is sent; note in its session what ``callback`` needs."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        login = {"code_verifier": verifier, "nonce": nonce, "until": time.time() + LOGIN_LIFETIME}
        self._pending[state] = login
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
        return f"{self._endpoint}{'&' if '?' in self._endpoint else '?'}{urlencode(query)}"

    def callback(self, session: Session, url: str) -> dict[str, str]:
        """Check the URL at which the browser came back; return ``code``, ``code_verifier`` and ``nonce``."""
        if url.partition("#")[0].partition("?")[0] != self._redirect_uri:
            raise CallbackError("the browser came back at another address")
        given = parse_qs(urlsplit(url).query, keep_blank_values=True)
        login = self._pending.pop(_only(given, "state"), None)
        if login is None or time.time() >= login["until"]:
            raise CallbackError("no login waits for that state")
        if _only(given, "iss") != self._issuer:
            raise CallbackError("the answer is of another authorization server")
        if "access_token" in given or "id_token" in given:
            raise CallbackError("a token came through the browser: the implicit flow is not for us")
        if "error" in given:
            raise AuthorizationRefused(_only(given, "error"))
        return {"code": _only(given, "code"), "code_verifier": login["code_verifier"], "nonce": login["nonce"]}
