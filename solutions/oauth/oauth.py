"""OAuth 2.0 from the client's side: log a user in, keep the tokens fresh, call an API with them."""

import base64
import hashlib
import secrets
import threading
import time
from collections import UserDict
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlencode, urlsplit

import httpx
import jwt

LOGIN_LIFETIME = 600
EARLY = 30
DEFAULT_LIFETIME = 300
TIMEOUT = 5.0
PENDING = "oauth_logins"  # in the session: the logins that have begun, by state, so that two tabs both can finish


class OAuthError(Exception):
    """The base of all that goes wrong here."""


class CallbackError(OAuthError):
    """What came back through the browser is no answer to a request of this session."""


class AuthorizationRefused(OAuthError):
    """The authorization server says no. ``error``: its code (RFC 6749, section 4.1.2.1)."""

    def __init__(self, error: str) -> None:
        super().__init__(f"the authorization server says {error}")
        self.error = error


class TokenRequestRefused(OAuthError):
    """The token endpoint says no. ``error``: its code, or "" (RFC 6749, section 5.2)."""

    def __init__(self, error: str) -> None:
        super().__init__(f"the token endpoint says {error or 'no'}")
        self.error = error


class LoginRequired(OAuthError):
    """There is no way to a new access token but through a new login of the user."""


class AuthServerUnavailable(OAuthError):
    """The token endpoint can't be reached, does not answer in time, or answers with 5xx."""


class BadTokenResponse(OAuthError):
    """The token endpoint has answered with something that is not to be believed."""


class Session(UserDict[str, Any]):
    """What the server keeps for one browser."""


class _TokenEndpoint:
    """The back channel of one client (RFC 6749, section 3.2)."""

    def __init__(self, url: str, client_id: str, client_secret: str) -> None:
        self._url = url
        # Each part is form-encoded before HTTP Basic joins them by a colon (RFC 6749, section 2.3.1).
        self._auth = httpx.BasicAuth(quote_plus(client_id), quote_plus(client_secret))

    def ask(self, form: dict[str, str]) -> dict[str, Any]:
        """The answer to one token request, and when its access token ends."""
        try:
            answer = httpx.post(self._url, data=form, auth=self._auth, timeout=TIMEOUT)
        except httpx.TransportError as error:
            raise AuthServerUnavailable("the token endpoint can't be reached") from error
        if answer.is_server_error:
            raise AuthServerUnavailable(f"the token endpoint answers with {answer.status_code}")
        try:
            body = answer.json()
        except ValueError:
            body = None
        body = body if isinstance(body, dict) else {}
        if answer.is_client_error:
            raise TokenRequestRefused(body["error"] if isinstance(body.get("error"), str) else "")
        token, kind = body.get("access_token"), str(body.get("token_type", ""))
        if answer.status_code != httpx.codes.OK or not isinstance(token, str) or not token or kind.lower() != "bearer":
            raise BadTokenResponse("the answer has no bearer token")
        return {**body, "expires_at": time.time() + body.get("expires_in", DEFAULT_LIFETIME)}


class LoginClient:
    """The program for which users log in."""

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
        login = self._used_up(session, _only(given, "state"))
        if _only(given, "iss") != self._issuer:
            raise CallbackError("the answer is of another authorization server")
        if "access_token" in given or "id_token" in given:
            raise CallbackError("a token came through the browser: the implicit flow is not for us")
        if "error" in given:
            raise AuthorizationRefused(_only(given, "error"))
        return {"code": _only(given, "code"), "code_verifier": login["code_verifier"], "nonce": login["nonce"]}

    def exchange(self, answer: dict[str, str]) -> dict[str, Any]:
        """Exchange the code for tokens, on the back channel."""
        form = {name: answer[name] for name in ("code", "code_verifier")}
        form |= {"grant_type": "authorization_code", "redirect_uri": self._redirect_uri}
        body = self._token_endpoint.ask(form)
        sub = self._subject(body.get("id_token"), answer["nonce"])
        return _tokens(body, {"refresh_token": None, "scope": self._scope, "sub": sub})

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
        return _tokens(body, tokens)

    @staticmethod
    def _used_up(session: Session, state: str) -> dict[str, Any]:
        """The login that began with this state; it works once, whatever comes of it."""
        pending = dict(session.get(PENDING, {}))
        login: dict[str, Any] | None = pending.pop(state, None)
        session[PENDING] = pending
        if login is None or time.time() >= login["until"]:
            raise CallbackError("no login of this session waits for that state")
        return login

    def _subject(self, id_token: Any, nonce: str) -> str:
        """Who has logged in. The signature is not needed on the back channel (OpenID Connect Core, 3.1.3.7)."""
        checks = {"verify_signature": False, "verify_aud": True, "verify_iss": True, "verify_exp": True}
        options: Any = {**checks, "require": ["iss", "aud", "exp", "nonce", "sub"]}
        try:
            claims = jwt.decode(id_token, audience=self._client_id, issuer=self._issuer, options=options)
        except jwt.PyJWTError as error:
            raise BadTokenResponse("the ID token is not for us") from error
        if claims["nonce"] != nonce:
            raise BadTokenResponse("the ID token is of another login")
        return str(claims["sub"])


class _Kept:
    """An access token that is replaced when its time is nearly over, by one caller for all."""

    def __init__(self, renew: Callable[[], dict[str, Any]], current: dict[str, Any] | None = None) -> None:
        self._lock, self._renew, self._current = threading.Lock(), renew, current

    def _fresh(self) -> str:
        with self._lock:  # also while asking: who comes meanwhile waits, and finds the new token
            if self._current is None or self._current["expires_at"] - time.time() < EARLY:
                self._current = self._renew()
            return str(self._current["access_token"])

    def _drop(self, token: str) -> None:
        with self._lock:
            if self._current is not None and self._current["access_token"] == token:
                self._current = None


class UserTokens(_Kept):
    """The tokens of one user, always fresh."""

    def __init__(self, login: LoginClient, tokens: dict[str, Any], *, save: Callable[[dict[str, Any]], None]) -> None:
        super().__init__(self._refreshed, dict(tokens))
        self._login, self._save, self._last = login, save, dict(tokens)

    def get(self) -> str:
        """Return an access token; refresh it first if need be."""
        return self._fresh()

    def invalidate(self, token: str) -> None:
        """Hand out this access token no more."""
        self._drop(token)

    def _refreshed(self) -> dict[str, Any]:
        try:
            self._last = self._login.refresh(self._last)
        except LoginRequired:
            self._last["refresh_token"] = None  # it is void: sent again, it would look stolen
            raise
        self._save(dict(self._last))
        return self._last


class ServiceTokens(_Kept):
    """Access tokens of a program that acts for itself."""

    def __init__(self, *, token_endpoint: str, client_id: str, client_secret: str, scope: str = "") -> None:
        endpoint = _TokenEndpoint(token_endpoint, client_id, client_secret)
        form = {"grant_type": "client_credentials", **({"scope": scope} if scope else {})}
        super().__init__(lambda: endpoint.ask(form))

    def get(self) -> str:
        """Return an access token; fetch one if need be."""
        return self._fresh()

    def invalidate(self, token: str) -> None:
        """Hand out this access token no more."""
        self._drop(token)


class ApiClient:
    """Calls a resource server with access tokens."""

    def __init__(self, tokens: UserTokens | ServiceTokens, base_url: str) -> None:
        self._tokens, self._base_url = tokens, base_url

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send a request with an access token; after a 401 once more with a new one."""
        if not path.startswith("/") or path.startswith("//"):
            raise ValueError("a path begins with one slash: the token is for this server and no other")
        token = self._tokens.get()
        answer = self._send(token, method, path, **options)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._tokens.invalidate(token)
            answer = self._send(self._tokens.get(), method, path, **options)
        return answer

    def _send(self, token: str, method: str, path: str, **options: Any) -> httpx.Response:
        headers = httpx.Headers(options.pop("headers", None))
        headers["Authorization"] = f"Bearer {token}"
        return httpx.request(method, self._base_url + path, headers=headers, timeout=TIMEOUT, **options)


def _only(given: dict[str, list[str]], name: str) -> str:
    """The value of a parameter that has to be there once (RFC 6749, section 3.1)."""
    values = given.get(name, [])
    if len(values) != 1 or not values[0]:
        raise CallbackError(f"the parameter {name} has to be there once")
    return values[0]


def _tokens(body: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """The answer in our form; what it leaves out is as it was before."""
    kept = {name: body.get(name) or before[name] for name in ("refresh_token", "scope")}
    return {"access_token": body["access_token"], "expires_at": body["expires_at"], "sub": before["sub"], **kept}
