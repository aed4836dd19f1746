"""What anyone may read: the discovery document, the key set; with a token, a user's data. Auth server only."""

from __future__ import annotations

from typing import Any

import jwt
from fastapi import Request, Response
from fastapi.responses import JSONResponse

from mocks.auth_server.accounts import Accounts
from mocks.auth_server.clients import METHODS
from mocks.auth_server.errors import NO_STORE
from mocks.auth_server.keys import KeyRing
from mocks.auth_server.signing import ACCESS_TOKEN

JWKS_PATH = "/jwks.json"
JWKS_MAX_AGE = 300
"""Seconds for which the server allows its key set to be kept."""
METADATA_PATHS = ("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server")


def discovery(issuer: str) -> dict[str, Any]:
    """The server's metadata (RFC 8414, section 2; OpenID Connect Discovery, section 3)."""
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/authorize",
        "token_endpoint": f"{issuer}/token",
        "userinfo_endpoint": f"{issuer}/userinfo",
        "revocation_endpoint": f"{issuer}/revoke",
        "jwks_uri": f"{issuer}{JWKS_PATH}",
        "scopes_supported": ["openid", "profile", "email", "orders:read", "orders:write", "reports:write"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
        "token_endpoint_auth_methods_supported": list(METHODS),
        "revocation_endpoint_auth_methods_supported": list(METHODS),
        "code_challenge_methods_supported": ["S256"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "claims_supported": ["iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "name", "email"],
        "prompt_values_supported": ["none", "login"],
        "authorization_response_iss_parameter_supported": True,
    }


def key_set(keys: KeyRing) -> Response:
    """The key set (RFC 7517, section 5; media type: section 8.5.2)."""
    headers = {"Cache-Control": f"public, max-age={JWKS_MAX_AGE}"}
    return JSONResponse(keys.jwks, media_type="application/jwk-set+json", headers=headers)


def userinfo(request: Request, accounts: Accounts, keys: KeyRing, issuer: str, now: float) -> Response:
    """Who the bearer is (OpenID Connect Core, section 5.3); errors as in RFC 6750, section 3."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return _challenge(401, "")
    try:
        claims = _claims(token, keys, issuer)
    except (jwt.PyJWTError, KeyError):
        return _challenge(401, "invalid_token")
    if claims["exp"] <= now:
        return _challenge(401, "invalid_token")
    user = accounts.by_subject(claims["sub"])
    if user is None:
        return _challenge(401, "invalid_token")
    scopes = claims["scope"].split()
    if "openid" not in scopes:
        return _challenge(403, "insufficient_scope")
    told = {"profile": {"name": user.name}, "email": {"email": user.email}}
    about = {key: value for scope in scopes for key, value in told.get(scope, {}).items()}
    return JSONResponse({"sub": user.subject, **about}, headers=NO_STORE)


def _claims(token: str, keys: KeyRing, issuer: str) -> dict[str, Any]:
    """The claims of one of our access tokens, if it is for this endpoint. Its lifetime is not looked at."""
    header = jwt.get_unverified_header(token)
    if header.get("typ") != ACCESS_TOKEN:
        raise jwt.InvalidTokenError("no access token")
    key = jwt.PyJWK(keys.find(header.get("kid", "")).jwk)
    audience = f"{issuer}/userinfo"
    return jwt.decode(
        token,
        key,
        issuer=issuer,
        audience=audience,
        options={
            "require": ["exp", "sub", "scope"],
            "verify_exp": False,  # PyJWT knows the time of day, not this server's clock
            "verify_iat": False,
        },
    )


def _challenge(status: int, error: str) -> Response:
    challenge = 'Bearer realm="auth server"' + (f', error="{error}"' if error else "")
    return Response(status_code=status, headers={"WWW-Authenticate": challenge})
