"""The auth server's HTTP API: discovery, keys, login, authorize and token. Its state is in ``AuthServer``.

RFC 8414 and OpenID Connect Discovery 1.0 (metadata), RFC 7517 (keys), RFC 6749 with RFC 7636 and RFC 6750 (grants,
bearer tokens). Every answer that carries a token says ``Cache-Control: no-store``.
"""

from __future__ import annotations

import base64
import binascii
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import parse_qs, unquote, urlencode

from fastapi import Depends, FastAPI, Header, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from pydantic import BaseModel

from mocks.auth_server.grants import Client, OAuthError
from mocks.service import bound

if TYPE_CHECKING:
    from mocks.auth_server import AuthServer

Ours = Annotated[Any, Depends(bound)]
NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
JWKS_MAX_AGE = 300


class Login(BaseModel):
    """A user's name and password."""

    username: str
    password: str


@cache
def routes() -> FastAPI:
    """The app, once a process: it holds no state, see ``mocks.service.Bound``."""
    app = FastAPI(title="Auth server", version="1", description="OAuth 2.0 and OpenID-style mock")
    app.add_exception_handler(OAuthError, _refused)
    for path in ("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"):
        app.get(path, summary="Where everything is")(_metadata)
    app.get("/jwks.json", summary="The public keys")(_jwks)
    app.post("/login", summary="A user's password for a token")(_login)
    app.get("/authorize", summary="Ask the user", response_class=HTMLResponse)(_ask)
    app.post("/authorize", summary="The user has answered")(_answer)
    app.post("/token", summary="A grant for tokens")(_token)
    app.get("/userinfo", summary="Who a token stands for")(_userinfo)
    return app


async def _metadata(ours: Ours, request: Request) -> dict[str, Any]:
    base = _base(ours, request)
    return {
        "issuer": base,
        "authorization_endpoint": f"{base}/authorize",
        "token_endpoint": f"{base}/token",
        "jwks_uri": f"{base}/jwks.json",
        "userinfo_endpoint": f"{base}/userinfo",
        "response_types_supported": ["code"],
        "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256", "RS256"],
    }


async def _jwks(ours: Ours) -> JSONResponse:
    return JSONResponse(ours.jwks, headers={"Cache-Control": f"public, max-age={JWKS_MAX_AGE}"})


async def _login(ours: Ours, login: Login) -> JSONResponse:
    if not ours.knows(login.username, login.password):
        raise OAuthError("invalid_grant", "wrong user name or password", status=401)
    token = ours.issue(login.username, lifetime=ours.lifetime)
    return JSONResponse({"access_token": token, "token_type": "Bearer", "expires_in": ours.lifetime}, headers=NO_STORE)


async def _ask(ours: Ours, request: Request) -> Response:
    query = dict(request.query_params)
    client = ours.grants.client_for_authorization(query.get("client_id", ""), query.get("redirect_uri", ""))
    problem = _problem(client, query)
    if problem is not None:
        location = _back(query, {"error": problem.error, "error_description": problem.description})
        return RedirectResponse(location, 302, headers=NO_STORE)
    hidden = "".join(f'<input type="hidden" name="{escape(k)}" value="{escape(v)}">' for k, v in query.items())
    return HTMLResponse(
        f"<!doctype html><title>Log in</title><h1>{escape(client.id)} asks for {escape(query.get('scope', ''))}</h1>"
        f'<form method="post" action="/authorize">{hidden}'
        f'<input name="username"><input name="password" type="password">'
        f'<button name="consent" value="yes">Allow</button><button name="consent" value="no">Deny</button></form>',
        headers=NO_STORE,
    )


async def _answer(ours: Ours, request: Request) -> Response:
    return RedirectResponse(answer(ours, await _form(request)), 302, headers=NO_STORE)


def answer(ours: AuthServer, form: dict[str, str]) -> str:
    """Where a browser is sent once the user has answered. OAuthError if it may be sent nowhere."""
    client = ours.grants.client_for_authorization(form.get("client_id", ""), form.get("redirect_uri", ""))
    problem = _problem(client, form)
    if problem is not None:
        return _back(form, {"error": problem.error, "error_description": problem.description})
    if form.get("consent") != "yes" or not ours.knows(form.get("username", ""), form.get("password", "")):
        return _back(form, {"error": "access_denied", "error_description": "the user did not allow it"})
    scope = form.get("scope", "")
    code = ours.grants.authorize(client, form["username"], form["redirect_uri"], scope, form.get("code_challenge", ""))
    return _back(form, {"code": code})


async def _token(ours: Ours, request: Request) -> JSONResponse:
    form = await _form(request)
    client = _client(ours, request, form)
    grant = form.get("grant_type", "")
    if grant not in ("authorization_code", "refresh_token", "client_credentials"):
        raise OAuthError("unsupported_grant_type", f"grant_type {grant!r} is not supported")
    if grant not in client.grants:
        raise OAuthError("unauthorized_client", "this client may not use that grant")
    if grant == "authorization_code":
        verifier = form.get("code_verifier", "")
        tokens = ours.grants.exchange(client, form.get("code", ""), form.get("redirect_uri", ""), verifier)
    elif grant == "refresh_token":
        tokens = ours.grants.refresh(client, form.get("refresh_token", ""))
    else:
        tokens = ours.grants.client_credentials(client, form.get("scope", ""))
    return JSONResponse(tokens, headers=NO_STORE)


async def _userinfo(ours: Ours, authorization: Annotated[str, Header()] = "") -> JSONResponse:
    scheme, _, token = authorization.partition(" ")
    subject = ours.subject_of(token) if scheme.lower() == "bearer" else ""
    if not subject:
        challenge = 'Bearer error="invalid_token"' if token else "Bearer"
        return JSONResponse({"error": "invalid_token"}, 401, headers={"WWW-Authenticate": challenge})
    return JSONResponse({"sub": subject}, headers=NO_STORE)


async def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, OAuthError), "the handler is registered for this class"
    headers = dict(NO_STORE)
    if error.status == 401:
        headers["WWW-Authenticate"] = 'Basic realm="auth"'  # RFC 6749, section 5.2
    return JSONResponse({"error": error.error, "error_description": error.description}, error.status, headers)


def _problem(client: Client, query: dict[str, str]) -> OAuthError | None:
    """What is wrong with an authorization request that may be told to the client (RFC 6749, section 4.1.2.1)."""
    if query.get("response_type") != "code":
        return OAuthError("unsupported_response_type", "only response_type=code; the implicit grant is gone")
    if query.get("code_challenge") and query.get("code_challenge_method") != "S256":
        return OAuthError("invalid_request", "code_challenge_method has to be S256")
    if not query.get("code_challenge") and not client.secret:
        return OAuthError("invalid_request", "a public client has to use PKCE")
    if not set(query.get("scope", "").split()) <= set(client.scopes):
        return OAuthError("invalid_scope", "more was asked for than this client may have")
    return None


def _back(query: dict[str, str], told: dict[str, str]) -> str:
    if query.get("state"):
        told = {**told, "state": query["state"]}
    joint = "&" if "?" in query["redirect_uri"] else "?"
    return f"{query['redirect_uri']}{joint}{urlencode(told)}"


def _client(ours: AuthServer, request: Request, form: dict[str, str]) -> Client:
    """The client, by HTTP Basic or in the body (RFC 6749, section 2.3.1), never by both."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return ours.grants.authenticate(form.get("client_id", ""), form.get("client_secret", ""))
    if "client_secret" in form:
        raise OAuthError("invalid_request", "the client authenticates in two ways at once")
    try:
        name, _, secret = base64.b64decode(given, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise OAuthError("invalid_client", "the Authorization header can't be read", status=401) from None
    return ours.grants.authenticate(unquote(name), unquote(secret))


async def _form(request: Request) -> dict[str, str]:
    """The body's parameters. One that comes twice is refused (RFC 6749, section 3.2)."""
    fields = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    if any(len(values) > 1 for values in fields.values()):
        raise OAuthError("invalid_request", "a parameter was given twice")
    return {name: values[0] for name, values in fields.items()}


def _base(ours: AuthServer, request: Request) -> str:
    """Our own address as the caller knows it: another one on loopback than in tests."""
    return ours.issuer if request.url.hostname == ours.host else str(request.base_url).rstrip("/")
