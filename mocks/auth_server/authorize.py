"""The front channel: the authorization endpoint and the login page, where a browser comes by. Auth server only.

Authorization code with PKCE, S256 and nothing else (RFC 6749, section 4.1; RFC 7636; RFC 9700). The implicit flow is
refused. Consent is taken for granted: who logs in wants to.
"""

from __future__ import annotations

import html
import random
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from mocks.auth_server import grants
from mocks.auth_server.accounts import Accounts, Client, User
from mocks.auth_server.errors import NO_STORE, OAuthError, PageError
from mocks.auth_server.forms import Parameters
from mocks.auth_server.origin import Origin
from mocks.auth_server.scopes import agreed
from mocks.service import Clock

COOKIE = "auth_session"
CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
"""An S256 code challenge: 32 bytes in Base64url (RFC 7636, section 4.2)."""
DENIED = {"error": "access_denied", "error_description": "The user does not want to."}
PAGE_HEADERS = {
    **NO_STORE,
    # Nobody frames the page to have it clicked, nothing in it runs, and no link tells where one came from.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
PAGE = """<!doctype html>
<html lang="en"><title>Log in</title>
<style>body {{ font: 16px sans-serif; margin: 4em auto; width: 20em }} label {{ display: block; margin: 1em 0 }}</style>
<h1>Log in</h1>
<p>{note}</p>
<form method="post" action="/login">
<input type="hidden" name="request" value="{request}">
<label>Name <input name="username" autocomplete="username"></label>
<label>Password <input name="password" type="password" autocomplete="current-password"></label>
<button>Log in</button> <button name="answer" value="no">Do not</button>
</form></html>
"""


@dataclass(frozen=True)
class Login:
    """A browser that has logged in."""

    subject: str
    auth_time: int


class FrontChannel:
    """The logins of one server and the requests that wait for one."""

    def __init__(
        self, clock: Clock, accounts: Accounts, granting: grants.Grants, origin: Origin, source: random.Random
    ) -> None:
        self._clock = clock
        self._accounts = accounts
        self._grants = granting
        self._origin = origin
        self._source = source
        self._logins: dict[str, Login] = {}
        self._waiting: dict[str, grants.Request] = {}

    def authorize(self, request: Request, given: Parameters) -> Response:
        """Answer an authorization request: the login page, or back to the client."""
        login = self._logins.get(request.cookies.get(COOKIE, ""))
        found = self._decide(given, self._origin.of(request), None if given["prompt"] == "login" else login)
        if isinstance(found, str):
            return _sent_to(found)
        waiting = self._unguessable()
        self._waiting[waiting] = found
        return _page(waiting, f"{found.client_id} asks who you are.")

    def approve(self, url: str, user: User) -> str:
        """Where a browser is sent from ``url`` once this user has logged in. PageError if nowhere."""
        login = Login(user.subject, int(self._clock.time()))
        found = self._decide(_in_url(url), self._origin.issuer, login)
        return found if isinstance(found, str) else self._code(found, self._origin.issuer, login)

    def deny(self, url: str) -> str:
        """Where a browser is sent from ``url`` when the user says no. PageError if nowhere."""
        found = self._decide(_in_url(url), self._origin.issuer, None)
        return found if isinstance(found, str) else _back(found, self._origin.issuer, DENIED)

    def log_in(self, request: Request, form: Parameters) -> Response:
        """Answer what the login page sends; its request waits until somebody has logged in or said no."""
        waiting = form["request"]
        issuer = self._origin.of(request)
        if form["answer"] == "no":
            if waiting not in self._waiting:
                raise PageError("Nobody has asked.")
            return _sent_to(_back(self._waiting.pop(waiting), issuer, DENIED))
        user = self._accounts.log_in(form["username"], form["password"])
        if user is None:
            # 403: a 401 would have to name an HTTP scheme by which to try again (RFC 9110, section 15.5).
            return _page(waiting, "Unknown name or wrong password.", status=403)
        login = Login(user.subject, int(self._clock.time()))
        session = self._unguessable()  # always a new one, whatever the browser came with
        self._logins[session] = login
        wanted = self._waiting.pop(waiting, None)
        answer = _sent_to(self._code(wanted, issuer, login)) if wanted else Response("You are logged in.\n")
        secure = request.url.scheme == "https"
        answer.set_cookie(COOKIE, session, httponly=True, samesite="lax", secure=secure)
        return answer

    def log_out(self, request: Request) -> Response:
        """End the browser's session."""
        self._logins.pop(request.cookies.get(COOKIE, ""), None)
        answer = Response(status_code=204)
        answer.delete_cookie(COOKIE)
        return answer

    def _decide(self, given: Parameters, issuer: str, login: Login | None) -> str | grants.Request:
        """Where to send the browser, or the request that has to wait until somebody logs in."""
        client, uri = self._client(given)
        try:
            wanted = _checked(given, client, uri)
            if login is None and given["prompt"] == "none":
                raise OAuthError("login_required", "Nobody is logged in.")
        except OAuthError as error:
            return _location(uri, given["state"], issuer, _told(error))
        return wanted if login is None else self._code(wanted, issuer, login)

    def _client(self, given: Parameters) -> tuple[Client, str]:
        """Who asks, and where the answer goes. Whatever is wrong here is told to the person, not to that place."""
        if name := given.repeated():
            raise PageError(f"The parameter {name} is there more than once.")
        client = self._accounts.client(given["client_id"])
        if client is None:
            raise PageError("There is no client of that client_id.")
        uri = given["redirect_uri"]
        if not uri and len(client.redirect_uris) == 1:
            return client, client.redirect_uris[0]
        # Compared letter by letter: a prefix would do for an attacker (RFC 9700, section 2.1).
        if uri not in client.redirect_uris:
            raise PageError("redirect_uri is not one that this client has registered.")
        return client, uri

    def _code(self, wanted: grants.Request, issuer: str, login: Login) -> str:
        return _back(wanted, issuer, {"code": self._grants.code(wanted, login.subject, login.auth_time)})

    def _unguessable(self) -> str:
        return f"{self._source.getrandbits(160):040x}"


def _checked(given: Parameters, client: Client, uri: str) -> grants.Request:
    """The request, if it is one that this client may make."""
    if not given["response_type"]:
        raise OAuthError("invalid_request", "The parameter response_type is missing.")
    if given["response_type"] != "code":
        raise OAuthError("unsupported_response_type", "Only response_type=code: no token travels in a URL.")
    if "authorization_code" not in client.grants:
        raise OAuthError("unauthorized_client", "This client acts for no user.")
    if given["code_challenge_method"] != "S256" or not CHALLENGE.fullmatch(given["code_challenge"]):
        raise OAuthError("invalid_request", "PKCE is needed: code_challenge, and code_challenge_method=S256.")
    return grants.Request(
        client_id=client.client_id,
        redirect_uri=uri,
        scope=agreed(given["scope"], client),
        state=given["state"],
        challenge=given["code_challenge"],
        nonce=given["nonce"],
        resource=given.all("resource"),
        uri_given=bool(given["redirect_uri"]),
    )


def _in_url(url: str) -> Parameters:
    return Parameters(parse_qsl(urlsplit(url).query))


def _told(error: OAuthError) -> dict[str, str]:
    return {"error": error.code, "error_description": error.text}


def _back(wanted: grants.Request, issuer: str, answer: dict[str, str]) -> str:
    return _location(wanted.redirect_uri, wanted.state, issuer, answer)


def _location(uri: str, state: str, issuer: str, answer: dict[str, str]) -> str:
    """The client's URI with the answer. ``iss`` tells which server it is from (RFC 9207)."""
    fields = {**answer, **({"state": state} if state else {}), "iss": issuer}
    return f"{uri}{'&' if urlsplit(uri).query else '?'}{urlencode(fields)}"


def _sent_to(location: str) -> Response:
    # 303: the browser goes on with GET, and does not send the password along (RFC 9700, section 4.12).
    return RedirectResponse(location, status_code=303, headers=NO_STORE)


def _page(waiting: str, note: str, status: int = 200) -> Response:
    text = PAGE.format(request=html.escape(waiting), note=html.escape(note))
    return HTMLResponse(text, status_code=status, headers=PAGE_HEADERS)
