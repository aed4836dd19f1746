"""Tokens: issue them, verify them, fetch the keys they are verified with, and guard an application with them.

The lesson and everything that is asked of you are in README.md. Functions, methods and endpoints may be
``async def`` instead, where you like that better; names and parameters stay as they are.
"""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

LIFETIME = 900
"""How many seconds a token is good for, unless a caller says otherwise."""

KEYS_TIMEOUT = 2.0
"""How many seconds to wait for the auth server's keys."""


class TokenError(Exception):
    """The base of what can be wrong with a token. Nobody gets in."""


class TokenExpired(TokenError):
    """The token was good, and its time is over."""


class TokenNotYetValid(TokenError):
    """The token will be good, and its time has not begun."""


class TokenInvalid(TokenError):
    """The token is forged, meant for somebody else, from somebody else, or no token at all."""


class KeysUnavailable(TokenError):
    """Whether the token is good can't be told: there are no keys to verify it with."""


def issue_token(
    user: dict[str, Any], *, key: str, kid: str, issuer: str, audience: str, lifetime: int = LIFETIME
) -> str:
    """Return a token for ``user``, signed with ES256.

    ``user`` has an ``id``, perhaps ``roles``, and other entries that are nobody's business. ``key`` is the private
    key in PEM, ``kid`` its name in the key set, ``lifetime`` in seconds.
    """
    # TODO(issue)
    raise NotImplementedError


def verify_token(token: str, *, jwks: dict[str, Any], issuer: str, audience: str, leeway: int = 0) -> dict[str, Any]:
    """Return the claims of a token that is good now, for us, from ``issuer``, signed by a key of ``jwks``.

    ``jwks`` is a key set as in RFC 7517, ``leeway`` the seconds by which clocks may differ. Raises TokenExpired,
    TokenNotYetValid or TokenInvalid, and nothing else.
    """
    # TODO(verify): the signature, the times, issuer and audience, the claims that must be there.
    # TODO(forgery): whatever somebody without the key can think of.
    raise NotImplementedError


class KeyCache:
    """The auth server's public keys, from its key set at ``url``.

    max_age: seconds from its arrival for which a set is used without asking again.
    cooldown: seconds after a request that an unknown name caused in which no other unknown name causes one, and after a
    request that failed in which none is sent.
    """

    def __init__(self, url: str, *, max_age: float = 300, cooldown: float = 30) -> None:
        # TODO(keys)
        raise NotImplementedError

    def get(self, kid: str) -> dict[str, Any]:
        """Return the key (a JWK) of that name. Raises TokenInvalid if there is none.

        Raises KeysUnavailable if no set has ever arrived. Sends one request at most.
        """
        # TODO(keys)
        raise NotImplementedError


def create_app(
    *,
    check_password: Callable[[str, str], dict[str, Any] | None],
    jwks_url: str,
    key: str,
    kid: str,
    issuer: str,
    audience: str,
) -> FastAPI:
    """Return an application with ``POST /login`` and ``GET /me``.

    ``check_password(username, password)`` is a plain function that gives the user, or None. The rest is what
    ``issue_token`` and ``verify_token`` want; keys to verify with come from ``jwks_url``.
    """
    # TODO(app)
    raise NotImplementedError
