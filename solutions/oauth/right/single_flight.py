"""Functions and closures, urllib for the back channel; whoever comes while a token is fetched waits for its future."""

import base64
import hashlib
import http.client
import json
import os
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections import UserDict
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any, NamedTuple

import httpx

LOGIN_LIFETIME = 600
EARLY = 30
DEFAULT_LIFETIME = 300
TIMEOUT = 5.0


class OAuthError(Exception):
    pass


class CallbackError(OAuthError):
    pass


class AuthorizationRefused(OAuthError):
    def __init__(self, error: str) -> None:
        self.error = error


class TokenRequestRefused(OAuthError):
    def __init__(self, error: str) -> None:
        self.error = error


class LoginRequired(OAuthError):
    pass


class AuthServerUnavailable(OAuthError):
    pass


class BadTokenResponse(OAuthError):
    pass


class Session(UserDict):
    pass


class _Here(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def now() -> float:
    return datetime.now(UTC).timestamp()


def unguessable() -> str:
    return base64.urlsafe_b64encode(os.urandom(36)).decode()


def post(url: str, client_id: str, client_secret: str, form: dict[str, str]) -> tuple[int, Any]:
    """Status and JSON (or None) of an answer. AuthServerUnavailable if there is none."""
    proof = ":".join(map(urllib.parse.quote_plus, (client_id, client_secret))).encode()
    headers = {"Authorization": b"Basic " + base64.b64encode(proof), "Accept": "application/json"}
    request = urllib.request.Request(url, urllib.parse.urlencode(form).encode(), headers)
    try:
        with urllib.request.build_opener(_Here).open(request, timeout=TIMEOUT) as answer:
            status, body = answer.status, answer.read()
    except urllib.error.HTTPError as error:
        status, body = error.code, error.read()
    except (OSError, http.client.HTTPException) as error:
        raise AuthServerUnavailable(str(error)) from error
    try:
        return status, json.loads(body)
    except ValueError:
        return status, None


def fetch(url: str, client_id: str, client_secret: str, form: dict[str, str]) -> dict[str, Any]:
    """The answer with the moment at which its token ends."""
    status, body = post(url, client_id, client_secret, form)
    told = body if isinstance(body, dict) else {}
    if status // 100 == 5:
        raise AuthServerUnavailable(f"status {status}")
    if status // 100 == 4:
        error = told.get("error")
        raise TokenRequestRefused(error if isinstance(error, str) else "")
    token = told.get("access_token")
    if status != 200 or type(token) is not str or token == "" or str(told.get("token_type")).casefold() != "bearer":
        raise BadTokenResponse(f"status {status}, and no bearer token")
    told["expires_at"] = now() + told.pop("expires_in", DEFAULT_LIFETIME)
    return told


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
        self._of = {"issuer": issuer, "client_id": client_id, "redirect_uri": redirect_uri, "scope": scope}
        self._endpoint = authorization_endpoint
        self._fetch = lambda **form: fetch(token_endpoint, client_id, client_secret, form)

    def authorization_url(self, session: Session) -> str:
        state, nonce, verifier = unguessable(), unguessable(), unguessable()
        # Each login is an entry of its own: the time, the nonce, the verifier.
        session[f"oauth login {state}"] = [now(), nonce, verifier]
        digest = hashlib.sha256(verifier.encode("ascii")).digest()
        parameters = [
            ("response_type", "code"),
            *((name, self._of[name]) for name in ("client_id", "redirect_uri", "scope")),
            ("state", state),
            ("nonce", nonce),
            ("code_challenge_method", "S256"),
            ("code_challenge", base64.urlsafe_b64encode(digest).decode()[:43]),
        ]
        parts = urllib.parse.urlsplit(self._endpoint)
        query = "&".join(filter(None, [parts.query, urllib.parse.urlencode(parameters, quote_via=urllib.parse.quote)]))
        return urllib.parse.urlunsplit(parts._replace(query=query))

    def callback(self, session: Session, url: str) -> dict[str, str]:
        found = re.fullmatch(r"([^?#]*)\??([^#]*)(?:#.*)?", url, re.DOTALL)
        if found is None or found[1] != self._of["redirect_uri"]:
            raise CallbackError("it is not for us")
        pairs = urllib.parse.parse_qsl(found[2], keep_blank_values=True)
        names = [name for name, _ in pairs]
        given = dict(pairs)
        if names.count("state") != 1:
            raise CallbackError("there has to be one state")
        began, nonce, verifier = session.pop(f"oauth login {given['state']}", (float("-inf"), "", ""))
        if now() - began >= LOGIN_LIFETIME:
            raise CallbackError("nobody waits for it")
        twice = any(names.count(name) > 1 for name in ("iss", "error", "code"))
        if twice or given.get("iss") != self._of["issuer"] or "access_token" in given or "id_token" in given:
            raise CallbackError("it is not what the server would say")
        if given.get("error"):
            raise AuthorizationRefused(given["error"])
        if "error" in given or not given.get("code"):
            raise CallbackError("it says nothing")
        return {"code": given["code"], "code_verifier": verifier, "nonce": nonce}

    def exchange(self, answer: dict[str, str]) -> dict[str, Any]:
        told = self._fetch(
            grant_type="authorization_code",
            code=answer["code"],
            redirect_uri=self._of["redirect_uri"],
            code_verifier=answer["code_verifier"],
        )
        before = {"refresh_token": None, "scope": self._of["scope"], "sub": self._subject(told, answer["nonce"])}
        return _merged(before, told)

    def refresh(self, tokens: dict[str, Any]) -> dict[str, Any]:
        if tokens.get("refresh_token") is None:
            raise LoginRequired
        try:
            return _merged(tokens, self._fetch(grant_type="refresh_token", refresh_token=tokens["refresh_token"]))
        except TokenRequestRefused as refusal:
            raise (LoginRequired() if refusal.error == "invalid_grant" else refusal) from None

    def _subject(self, told: dict[str, Any], nonce: str) -> str:
        _, _, rest = str(told.get("id_token")).partition(".")
        try:
            claims = json.loads(base64.urlsafe_b64decode(rest.partition(".")[0] + "==="))
        except ValueError:
            claims = None
        if not isinstance(claims, dict):
            raise BadTokenResponse("no ID token")
        ours = [self._of["client_id"]]
        audience = claims.get("aud")
        for fits in (
            claims.get("iss") == self._of["issuer"],
            claims.get("nonce") == nonce,
            audience == ours[0] or (isinstance(audience, list) and ours[0] in audience),
            claims.get("exp", 0) > now(),
            "sub" in claims,
        ):
            if not fits:
                raise BadTokenResponse("an ID token of another login")
        return claims["sub"]


def _merged(before: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    names = ("access_token", "refresh_token", "expires_at", "scope")
    return {**before, **{name: told[name] for name in names if told.get(name) is not None}}


class Token(NamedTuple):
    value: str
    end: float


NONE = Token("", 0.0)


class SingleFlight:
    """Gives a token; ``renew`` is called by one of those who need a new one, and the others wait for what it finds."""

    def __init__(self, renew: Callable[[], Token], token: Token = NONE) -> None:
        self._renew, self._token = renew, token
        self._guard = threading.Lock()
        self._flight: Future[Token] | None = None

    def get(self) -> str:
        with self._guard:
            if self._token.end - now() >= EARLY:
                return self._token.value
            mine = self._flight is None
            flight = self._flight = self._flight or Future()
        if mine:
            self._fly(flight)
        return flight.result().value

    def _fly(self, flight: Future[Token]) -> None:
        try:
            token = self._renew()
        except BaseException as error:
            self._land(self._token._replace(end=0.0))
            flight.set_exception(error)
        else:
            self._land(token)
            flight.set_result(token)

    def _land(self, token: Token) -> None:
        with self._guard:
            self._token, self._flight = token, None

    def invalidate(self, token: str) -> None:
        with self._guard:
            if token == self._token.value:
                self._token = NONE


class UserTokens(SingleFlight):
    def __init__(self, login: LoginClient, tokens: dict[str, Any], *, save: Callable[[dict[str, Any]], None]) -> None:
        latest: dict[str, Any] | None = tokens

        def renew() -> Token:
            nonlocal latest
            if latest is None:
                raise LoginRequired
            try:
                latest = login.refresh(latest)
            except LoginRequired:
                latest = None
                raise
            save(latest)
            return Token(latest["access_token"], latest["expires_at"])

        super().__init__(renew, Token(tokens["access_token"], tokens["expires_at"]))


class ServiceTokens(SingleFlight):
    def __init__(self, *, token_endpoint: str, client_id: str, client_secret: str, scope: str = "") -> None:
        form = {"grant_type": "client_credentials", "scope": scope}
        form = {name: value for name, value in form.items() if value}

        def renew() -> Token:
            told = fetch(token_endpoint, client_id, client_secret, form)
            return Token(told["access_token"], told["expires_at"])

        super().__init__(renew)


class _Bearer(httpx.Auth):
    """httpx's own way to answer a 401: the flow goes on with a second request."""

    def __init__(self, tokens: UserTokens | ServiceTokens) -> None:
        self._tokens = tokens

    def auth_flow(self, request: httpx.Request) -> Any:
        token = self._tokens.get()
        request.headers["Authorization"] = f"Bearer {token}"
        response = yield request
        if response.status_code == 401:
            self._tokens.invalidate(token)
            request.headers["Authorization"] = f"Bearer {self._tokens.get()}"
            yield request


class ApiClient:
    def __init__(self, tokens: UserTokens | ServiceTokens, base_url: str) -> None:
        self._client = httpx.Client(auth=_Bearer(tokens), timeout=TIMEOUT)
        self._base_url = base_url

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        if re.match(r"/(?!/)", path) is None:
            raise ValueError(path)
        return self._client.request(method, f"{self._base_url}{path}", **options)
