"""OAuth 2.0 from the client's side: log a user in, keep the tokens fresh, call an API with them.

The lesson and everything that is asked of you are in README.md. Methods may be ``async def`` instead (constructors
stay plain), where you like that better; names and parameters stay as they are.
"""

from collections import UserDict
from collections.abc import Callable
from typing import Any

import httpx

LOGIN_LIFETIME = 600
"""Seconds that a user may take to log in at the authorization server."""

EARLY = 30
"""An access token is replaced when it has fewer seconds left than this."""

DEFAULT_LIFETIME = 300
"""Seconds that an access token lives if the answer does not say ``expires_in``."""

TIMEOUT = 5.0
"""Seconds to wait for an answer of the authorization server or the resource server."""


class OAuthError(Exception):
    """The base of all that goes wrong here."""


class CallbackError(OAuthError):
    """What came back through the browser is no answer to a request of this session."""


class AuthorizationRefused(OAuthError):
    """The authorization server says no. ``error``: its code, such as ``access_denied`` (RFC 6749, section 4.1.2.1)."""

    def __init__(self, error: str) -> None:
        super().__init__(f"the authorization server says {error}")
        self.error = error


class TokenRequestRefused(OAuthError):
    """The token endpoint says no. ``error``: its code, such as ``invalid_client``, or "" (RFC 6749, section 5.2)."""

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
    """What the server keeps for one browser. Ready to use: it behaves like a dictionary, which is ``data``."""


class LoginClient:
    """The program for which users log in (RFC 6749, section 1.1: the client).

    ``issuer``: the authorization server's identifier. ``redirect_uri``: where browsers come back, without a query.
    ``scope``: what is asked for, separated by spaces; ``openid`` is among it.
    """

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
        # TODO(request)
        raise NotImplementedError

    def authorization_url(self, session: Session) -> str:
        """Return the URL to which the browser is sent to log in; note in its session what ``callback`` needs.

        Put only values into the session that JSON knows.
        """
        # TODO(request)
        raise NotImplementedError

    def callback(self, session: Session, url: str) -> dict[str, str]:
        """Check the URL at which the browser came back; return ``code``, ``code_verifier`` and ``nonce``.

        Raises CallbackError, or AuthorizationRefused if the authorization server reports an error.
        """
        # TODO(callback)
        raise NotImplementedError

    def exchange(self, answer: dict[str, str]) -> dict[str, Any]:
        """Exchange the code for tokens; ``answer`` is what ``callback`` returned.

        Returns ``access_token``, ``refresh_token`` (or None), ``expires_at`` (seconds since 1970), ``scope`` and
        ``sub``. Raises TokenRequestRefused, AuthServerUnavailable or BadTokenResponse.
        """
        # TODO(exchange)
        raise NotImplementedError

    def refresh(self, tokens: dict[str, Any]) -> dict[str, Any]:
        """Return new tokens for old ones, both in the form that ``exchange`` returns.

        Raises LoginRequired if the refresh token is missing or void, else as ``exchange``.
        """
        # TODO(refresh)
        raise NotImplementedError


class UserTokens:
    """The tokens of one user, always fresh.

    ``tokens``: as ``exchange`` or ``save`` got them. ``save(tokens)`` is a plain function that stores new ones.
    """

    def __init__(self, login: LoginClient, tokens: dict[str, Any], *, save: Callable[[dict[str, Any]], None]) -> None:
        # TODO(refresh)
        raise NotImplementedError

    def get(self) -> str:
        """Return an access token that has at least ``EARLY`` seconds left. Raises LoginRequired, or as ``refresh``."""
        # TODO(refresh): one refresh for all that call at once.
        raise NotImplementedError

    def invalidate(self, token: str) -> None:
        """Hand out ``token`` no more. If it is no longer the current access token, nothing happens."""
        # TODO(refresh)
        raise NotImplementedError


class ServiceTokens:
    """Access tokens of a program that acts for itself (RFC 6749, section 4.4).

    ``scope``: what is asked for, separated by spaces; "" asks for whatever the client may have.
    """

    def __init__(self, *, token_endpoint: str, client_id: str, client_secret: str, scope: str = "") -> None:
        # TODO(service)
        raise NotImplementedError

    def get(self) -> str:
        """Return an access token that has at least ``EARLY`` seconds left; fetch one if need be.

        Raises TokenRequestRefused, AuthServerUnavailable or BadTokenResponse.
        """
        # TODO(service): one request for all that call at once.
        raise NotImplementedError

    def invalidate(self, token: str) -> None:
        """Hand out ``token`` no more. If it is no longer the current access token, nothing happens."""
        # TODO(service)
        raise NotImplementedError


class ApiClient:
    """Calls the resource server at ``base_url`` (no slash at its end) with the access tokens of ``tokens``."""

    def __init__(self, tokens: UserTokens | ServiceTokens, base_url: str) -> None:
        # TODO(api)
        raise NotImplementedError

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send a request with an access token; after a 401 once more with a new one. Return the answer.

        ``path`` begins with one slash, or ValueError. ``options`` are those of httpx (``json``, ``params`` …).
        """
        # TODO(api)
        raise NotImplementedError
