"""The back channel: the token endpoint (RFC 6749, sections 3.2 and 5) and revocation (RFC 7009). Auth server only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from mocks.auth_server.accounts import ORDERS, Accounts, Client, Grant
from mocks.auth_server.clients import authenticated
from mocks.auth_server.errors import NO_STORE, OAuthError
from mocks.auth_server.forms import Parameters
from mocks.auth_server.grants import VERIFIER, Granted, Grants
from mocks.auth_server.mint import LIFETIME, Mint, Wish
from mocks.auth_server.origin import Origin
from mocks.auth_server.scopes import agreed, within

RESOURCES = (ORDERS, "https://payroll.test")
"""The resource servers that a token can be for (RFC 8707)."""


class BackChannel:
    """The endpoints that only programs ask."""

    def __init__(self, accounts: Accounts, grants: Grants, mint: Mint, origin: Origin) -> None:
        self._accounts = accounts
        self._grants = grants
        self._mint = mint
        self._origin = origin
        self._by_grant: dict[str, tuple[Grant, Callable[[Request, Parameters, Client], dict[str, Any]]]] = {
            "authorization_code": ("authorization_code", self._for_code),
            "refresh_token": ("refresh_token", self._for_refresh_token),
            "client_credentials": ("client_credentials", self._for_client),
        }

    def token(self, request: Request, form: Parameters) -> Response:
        """Answer a token request."""
        form.need("grant_type")
        client = authenticated(request, form, self._accounts)
        if form["grant_type"] not in self._by_grant:
            raise OAuthError("unsupported_grant_type", f"There is {', '.join(self._by_grant)}.")
        grant, answer = self._by_grant[form["grant_type"]]
        if grant not in client.grants:
            raise OAuthError("unauthorized_client", f"{grant} is not for this client.")
        return JSONResponse(answer(request, form, client), headers=NO_STORE)

    def revoke(self, request: Request, form: Parameters) -> Response:
        """Answer a revocation request."""
        client = authenticated(request, form, self._accounts)
        form.need("token")
        self._grants.revoke(form["token"], client.client_id)
        return Response(headers=NO_STORE)  # 200 for unknown tokens too: they are void already

    def _for_code(self, request: Request, form: Parameters, client: Client) -> dict[str, Any]:
        form.need("code", "code_verifier")
        if not VERIFIER.fullmatch(form["code_verifier"]):
            raise OAuthError("invalid_request", "code_verifier has 43 to 128 letters, digits, or any of -._~")
        granted = self._grants.redeem(form["code"], client.client_id, form["redirect_uri"], form["code_verifier"])
        return self._for_user(request, form, client, granted, granted.request.scope)

    def _for_refresh_token(self, request: Request, form: Parameters, client: Client) -> dict[str, Any]:
        form.need("refresh_token")
        granted = self._grants.refresh(form["refresh_token"], client.client_id)
        scope = within(form["scope"], tuple(granted.request.scope.split()))
        return self._for_user(request, form, client, granted, scope)

    def _for_user(
        self, request: Request, form: Parameters, client: Client, granted: Granted, scope: str
    ) -> dict[str, Any]:
        issuer = self._origin.of(request)
        audience: list[str] = list(_resources(form, granted.request.resource))
        answer: dict[str, Any] = {}
        if "openid" in scope.split():
            audience.append(f"{issuer}/userinfo")
            answer["id_token"] = self._id_token(issuer, granted)
        if "refresh_token" in client.grants:
            answer["refresh_token"] = self._grants.refresh_token(granted)
        return self._answer(issuer, granted.subject, audience, scope, client) | answer

    def _for_client(self, request: Request, form: Parameters, client: Client) -> dict[str, Any]:
        if client.secret is None:
            raise OAuthError("unauthorized_client", "A public client can't prove who it is.")
        scope = agreed(form["scope"], client)
        # No refresh token: the client can ask again at any time (RFC 6749, section 4.4.3).
        return self._answer(self._origin.of(request), client.client_id, list(_resources(form, ())), scope, client)

    def _answer(self, issuer: str, subject: str, audience: list[str], scope: str, client: Client) -> dict[str, Any]:
        wish = Wish(
            subject=subject,
            issuer=issuer,
            audience=audience[0] if len(audience) == 1 else audience,
            scope=scope,
            client=client.client_id,
        )
        token = self._mint.access_token(wish)
        return {"access_token": token, "token_type": "Bearer", "expires_in": LIFETIME, "scope": scope}

    def _id_token(self, issuer: str, granted: Granted) -> str:
        nonce = {"nonce": granted.request.nonce} if granted.request.nonce else {}
        about = {"sub": granted.subject, "auth_time": granted.auth_time, **nonce}
        return self._mint.id_token(issuer, granted.client_id, about)


def _resources(form: Parameters, granted: tuple[str, ...]) -> tuple[str, ...]:
    """The resource servers that a token is for: what is asked for, within what was granted. ``invalid_target`` else."""
    asked = form.all("resource") or granted or (ORDERS,)
    for resource in asked:
        if resource not in (granted or RESOURCES):
            raise OAuthError("invalid_target", f"No token is given for {resource}.")
    return asked
