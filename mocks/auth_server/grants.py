"""The grants of OAuth 2.0 (RFC 6749 with RFC 7636 and RFC 9700): codes, refresh tokens, clients. Auth server only.

No HTTP in here: ``mocks.auth_server.api`` turns requests into these calls and ``OAuthError`` into answers.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from mocks.service import Clock

CODE_LIFETIME = 60.0
"""Seconds; RFC 6749 recommends ten minutes at the most, RFC 9700 a short time."""
REFRESH_LIFETIME = 86_400.0


class OAuthError(Exception):
    """A refusal with an error code of RFC 6749, section 5.2 or 4.1.2.1."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.error = error
        self.description = description
        self.status = status


@dataclass(frozen=True)
class Client:
    """A registered client. Without a ``secret`` it is a public one and has to use PKCE."""

    id: str
    secret: str = ""
    redirect_uris: tuple[str, ...] = ()
    grants: tuple[str, ...] = ("authorization_code", "refresh_token")
    scopes: tuple[str, ...] = ("openid", "profile", "orders:read")


@dataclass(frozen=True)
class Code:
    """An authorization code: for one client, one redirect URI, one use."""

    client: str
    subject: str
    redirect_uri: str
    scope: str
    challenge: str
    expires: float
    used: bool = False
    family: str = ""


@dataclass(frozen=True)
class Refresh:
    """A refresh token of a family; using one that was replaced revokes the whole family (RFC 9700, 4.14.2)."""

    client: str
    subject: str
    scope: str
    family: str
    expires: float
    replaced: bool = False


@dataclass
class Grants:
    """What the server has promised to whom. ``opaque`` makes the secrets, ``issue`` the access tokens."""

    clock: Clock
    opaque: Callable[[], str]
    issue: Callable[..., str]
    lifetime: int
    clients: dict[str, Client] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    refreshes: dict[str, Refresh] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)

    def client_for_authorization(self, client_id: str, redirect_uri: str) -> Client:
        """The client, if that exact redirect URI is its own; else nothing may be sent there (RFC 6749, 4.1.2.1)."""
        client = self.clients.get(client_id)
        if client is None:
            raise OAuthError("invalid_request", "unknown client_id")
        if redirect_uri not in client.redirect_uris:
            raise OAuthError("invalid_request", "redirect_uri is not registered for this client")
        return client

    def authorize(self, client: Client, subject: str, redirect_uri: str, scope: str, challenge: str) -> str:
        """A fresh code for a user who has logged in and consented."""
        code = self.opaque()
        expires = self.clock.time() + CODE_LIFETIME
        self.codes[code] = Code(client.id, subject, redirect_uri, scope, challenge, expires)
        return code

    def authenticate(self, client_id: str, secret: str) -> Client:
        """The client, if it knows its secret (RFC 6749, section 2.3.1)."""
        client = self.clients.get(client_id)
        if client is None or not hmac.compare_digest(client.secret.encode(), secret.encode()):
            raise OAuthError("invalid_client", "unknown client or wrong secret", status=401)
        return client

    def exchange(self, client: Client, code: str, redirect_uri: str, verifier: str) -> dict[str, Any]:
        """A code for tokens. A code that comes a second time revokes what it gave the first time."""
        found = self.codes.get(code)
        if found is None or found.client != client.id or self.clock.time() >= found.expires:
            raise OAuthError("invalid_grant", "the code is unknown, expired or another client's")
        if found.used:
            self.revoked.add(found.family)
            raise OAuthError("invalid_grant", "the code has been used")
        if found.redirect_uri != redirect_uri:
            raise OAuthError("invalid_grant", "redirect_uri differs from the one of the authorization request")
        if not _proves(verifier, found.challenge):
            raise OAuthError("invalid_grant", "code_verifier does not match code_challenge")
        family = self.opaque()
        self.codes[code] = replace(found, used=True, family=family)
        return self._tokens(client, found.subject, found.scope, family)

    def refresh(self, client: Client, token: str) -> dict[str, Any]:
        """A refresh token for new tokens, itself included."""
        found = self.refreshes.get(token)
        if found is None or found.client != client.id or self.clock.time() >= found.expires:
            raise OAuthError("invalid_grant", "the refresh token is unknown, expired or another client's")
        if found.replaced or found.family in self.revoked:
            self.revoked.add(found.family)
            raise OAuthError("invalid_grant", "the refresh token has been used or revoked")
        self.refreshes[token] = replace(found, replaced=True)
        return self._tokens(client, found.subject, found.scope, found.family)

    def client_credentials(self, client: Client, scope: str) -> dict[str, Any]:
        """A token for the client itself (RFC 6749, section 4.4): no user, no refresh token."""
        wanted = scope or " ".join(client.scopes)
        if not set(wanted.split()) <= set(client.scopes):
            raise OAuthError("invalid_scope", "more was asked for than this client may have")
        token = self.issue(client.id, claims={"client_id": client.id, "scope": wanted}, lifetime=self.lifetime)
        return {"access_token": token, "token_type": "Bearer", "expires_in": self.lifetime, "scope": wanted}

    def _tokens(self, client: Client, subject: str, scope: str, family: str) -> dict[str, Any]:
        access = self.issue(subject, claims={"client_id": client.id, "scope": scope}, lifetime=self.lifetime)
        found = {"access_token": access, "token_type": "Bearer", "expires_in": self.lifetime, "scope": scope}
        if "refresh_token" not in client.grants:
            return found
        refresh = self.opaque()
        expires = self.clock.time() + REFRESH_LIFETIME
        self.refreshes[refresh] = Refresh(client.id, subject, scope, family, expires)
        return {**found, "refresh_token": refresh}


def s256(verifier: str) -> str:
    """The challenge of a verifier (RFC 7636, section 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode("ascii")).digest()).rstrip(b"=").decode("ascii")


def _proves(verifier: str, challenge: str) -> bool:
    if not challenge:
        return not verifier
    return 43 <= len(verifier) <= 128 and verifier.isascii() and hmac.compare_digest(s256(verifier), challenge)
