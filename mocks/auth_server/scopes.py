"""What a client may have of what it asks for (RFC 6749, section 3.3). Auth server only."""

from __future__ import annotations

from mocks.auth_server.accounts import Client
from mocks.auth_server.errors import OAuthError


def agreed(asked: str, client: Client) -> str:
    """The scope that a client gets: what it asked for, or all that is its own. Raises ``invalid_scope``."""
    return within(asked, client.scopes)


def within(asked: str, most: tuple[str, ...]) -> str:
    """``asked``, if all of it is in ``most``; all of ``most`` if nothing was asked for."""
    wanted = asked.split()
    for name in wanted:
        if name not in most:
            raise OAuthError("invalid_scope", f"This client may have {' '.join(most)} and nothing else.")
    return " ".join(dict.fromkeys(wanted or most))
