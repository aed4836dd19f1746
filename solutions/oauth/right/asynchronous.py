"""Coroutines throughout: a task waits for another by an ``asyncio.Lock``; dataclasses carry what belongs together."""

import asyncio
import base64
import hashlib
import json
import secrets
import time
from collections import UserDict
from dataclasses import asdict, dataclass, field, replace
from typing import Any
from urllib.parse import quote

import httpx

LOGIN_LIFETIME = 600
EARLY = 30
DEFAULT_LIFETIME = 300
TIMEOUT = 5.0


class OAuthError(Exception):
    pass


class CallbackError(OAuthError):
    pass


class _Refusal(OAuthError):
    def __init__(self, error: str) -> None:
        super().__init__(f"refused: {error}")
        self.error = error


class AuthorizationRefused(_Refusal):
    pass


class TokenRequestRefused(_Refusal):
    pass


class LoginRequired(OAuthError):
    pass


class AuthServerUnavailable(OAuthError):
    pass


class BadTokenResponse(OAuthError):
    pass


class Session(UserDict):
    pass


@dataclass
class Waiting:
    """A login that has begun."""

    state: str = field(default_factory=lambda: secrets.token_hex(24))
    nonce: str = field(default_factory=lambda: secrets.token_hex(16))
    verifier: str = field(default_factory=lambda: secrets.token_hex(40))
    began: float = field(default_factory=time.time)

    @property
    def challenge(self) -> str:
        return base64.urlsafe_b64encode(hashlib.sha256(self.verifier.encode()).digest()).decode().strip("=")


@dataclass
class Answer:
    """A good answer of the token endpoint."""

    access_token: str
    expires_at: float
    refresh_token: str | None = None
    scope: str | None = None
    id_token: str | None = None


async def ask(endpoint: str, client_id: str, client_secret: str, form: dict[str, str]) -> Answer:
    pair = f"{quote(client_id, safe='')}:{quote(client_secret, safe='')}"
    headers = {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()}
    async with httpx.AsyncClient(timeout=TIMEOUT) as http:
        try:
            response = await http.post(endpoint, data=form, headers=headers)
        except httpx.TransportError:
            raise AuthServerUnavailable("it can't be reached") from None
    try:
        body = json.loads(response.content)
    except ValueError:
        body = None
    match response.status_code, body:
        case (code, _) if code >= 500:
            raise AuthServerUnavailable(f"it says {code}")
        case (code, {"error": str(error)}) if code >= 400:
            raise TokenRequestRefused(error)
        case (code, _) if code >= 400:
            raise TokenRequestRefused("")
        case (200, {"access_token": str(token), "token_type": str(kind)}) if token and kind.lower() == "bearer":
            seconds = body.get("expires_in")
            end = time.time() + (DEFAULT_LIFETIME if seconds is None else seconds)
            return Answer(token, end, *(body.get(name) for name in ("refresh_token", "scope", "id_token")))
    raise BadTokenResponse("there is no bearer token in it")


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
        self.issuer, self.redirect_uri, self.scope, self.client_id = issuer, redirect_uri, scope, client_id
        self.front, self.back = authorization_endpoint, (token_endpoint, client_id, client_secret)

    async def authorization_url(self, session: Session) -> str:
        login = Waiting()
        session["logins"] = [*session.get("logins", []), asdict(login)]
        return str(
            httpx.URL(self.front).copy_merge_params(
                {
                    "response_type": "code",
                    "client_id": self.client_id,
                    "redirect_uri": self.redirect_uri,
                    "scope": self.scope,
                    "state": login.state,
                    "nonce": login.nonce,
                    "code_challenge": login.challenge,
                    "code_challenge_method": "S256",
                }
            )
        )

    async def callback(self, session: Session, url: str) -> dict[str, str]:
        address, _, query = url.split("#")[0].partition("?")
        if address != self.redirect_uri:
            raise CallbackError("this is not our address")
        given = httpx.QueryParams(query)

        def one(name: str) -> str:
            values = given.get_list(name)
            if len(values) != 1 or not values[0]:
                raise CallbackError(f"{name} has to be there, once")
            return values[0]

        login = self.take(session, one("state"))
        if not secrets.compare_digest(one("iss").encode(), self.issuer.encode()):
            raise CallbackError("another server has answered")
        if {"access_token", "id_token"} & set(given.keys()):
            raise CallbackError("no token comes this way")
        if given.get("error") is not None:
            raise AuthorizationRefused(one("error"))
        return {"code": one("code"), "code_verifier": login.verifier, "nonce": login.nonce}

    def take(self, session: Session, state: str) -> Waiting:
        logins = [Waiting(**each) for each in session.get("logins", [])]
        found = [each for each in logins if secrets.compare_digest(each.state.encode(), state.encode())]
        session["logins"] = [asdict(each) for each in logins if each not in found]
        if not found or found[0].began + LOGIN_LIFETIME <= time.time():
            raise CallbackError("no login waits for this answer")
        return found[0]

    async def exchange(self, answer: dict[str, str]) -> dict[str, Any]:
        form = {"grant_type": "authorization_code", "client_id": self.client_id, "redirect_uri": self.redirect_uri}
        got = await ask(*self.back, {**form, "code": answer["code"], "code_verifier": answer["code_verifier"]})
        tokens = asdict(replace(got, scope=got.scope or self.scope))
        return {**tokens, "sub": self.subject(tokens.pop("id_token"), answer["nonce"])}

    def subject(self, token: str | None, nonce: str) -> str:
        try:
            middle = (token or "").split(".")[1]
            claims = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
            audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
            fits = (claims["iss"], claims["nonce"]) == (self.issuer, nonce) and self.client_id in audience
            if fits and time.time() < claims["exp"]:
                return str(claims["sub"])
        except (IndexError, KeyError, TypeError, ValueError):
            pass
        raise BadTokenResponse("the ID token does not fit")

    async def refresh(self, tokens: dict[str, Any]) -> dict[str, Any]:
        if tokens["refresh_token"] is None:
            raise LoginRequired("there is nothing to refresh with")
        form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"], "scope": tokens["scope"]}
        try:
            got = await ask(*self.back, form)
        except TokenRequestRefused as refused:
            if refused.error == "invalid_grant":
                raise LoginRequired("the login is over") from None
            raise
        new = {**tokens, "access_token": got.access_token, "expires_at": got.expires_at}
        return new | {name: value for name in ("refresh_token", "scope") if (value := getattr(got, name))}


class UserTokens:
    def __init__(self, login: LoginClient, tokens: dict[str, Any], *, save: Any) -> None:
        self.login, self.tokens, self.save = login, dict(tokens), save
        self.refused = self.over = False
        self.lock = asyncio.Lock()

    async def get(self) -> str:
        async with self.lock:
            if self.refused or self.tokens["expires_at"] < time.time() + EARLY:
                await self.renew()
            return self.tokens["access_token"]

    async def renew(self) -> None:
        if self.over:
            raise LoginRequired("the login is over")
        try:
            self.tokens = await self.login.refresh(self.tokens)
        except LoginRequired:
            self.over = True
            raise
        self.refused = False
        self.save(dict(self.tokens))

    async def invalidate(self, token: str) -> None:
        self.refused = self.refused or token == self.tokens["access_token"]


class ServiceTokens:
    def __init__(self, *, token_endpoint: str, client_id: str, client_secret: str, scope: str = "") -> None:
        self.back = (token_endpoint, client_id, client_secret)
        self.form = {"grant_type": "client_credentials"} | ({"scope": scope} if scope else {})
        self.answer: Answer | None = None
        self.lock = asyncio.Lock()

    async def get(self) -> str:
        async with self.lock:
            if self.answer is None or self.answer.expires_at < time.time() + EARLY:
                self.answer = await ask(*self.back, self.form)
            return self.answer.access_token

    async def invalidate(self, token: str) -> None:
        if self.answer and self.answer.access_token == token:
            self.answer = None


class ApiClient:
    def __init__(self, tokens: UserTokens | ServiceTokens, base_url: str) -> None:
        self.tokens, self.base_url = tokens, base_url

    async def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        if path[:1] != "/" or path[:2] == "//":
            raise ValueError("begin the path with one slash")
        for last in (False, True):
            token = await self.tokens.get()
            async with httpx.AsyncClient(timeout=TIMEOUT) as http:  # one a try: no cookie of the first is in the second
                request = http.build_request(method, self.base_url + path, **options)
                request.headers["Authorization"] = f"Bearer {token}"
                response = await http.send(request)
            if response.status_code != 401 or last:
                break
            await self.tokens.invalidate(token)
        return response
