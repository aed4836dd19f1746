"""The auth server: logs users in, issues and publishes, and makes every kind of bad token on request of a test.

For hidden suites (fixture ``auth``) and, on loopback, for students::

    token = auth.issue(subject="jane", lifetime=60)      # good; see mocks.auth_server.issuing for the bad ones
    auth.rotate()                                        # a new signing key; the old one stays published
    callback = auth.approve(url)                         # what a browser gets after login and consent
"""

from __future__ import annotations

import hmac
from urllib.parse import parse_qs, urlsplit

import jwt

from mocks.auth_server.api import answer, routes
from mocks.auth_server.grants import Client, Grants, OAuthError, s256
from mocks.auth_server.issuing import Issuing
from mocks.auth_server.keys import SigningKey, make_key
from mocks.service import Bound, Clock, Observe, ignore

__all__ = ["AuthServer", "Client", "OAuthError", "SigningKey", "make_key", "s256"]

USERS = {"jane": "correct horse battery staple", "omar": "a quiet blue bicycle"}
CLIENTS = (
    Client("web", "web-secret-for-the-course", ("https://app.test/callback",)),
    Client("spa", "", ("https://spa.test/callback",)),
    Client("worker", "worker-secret-for-the-course", grants=("client_credentials",), scopes=("orders:read",)),
)


class AuthServer(Issuing):
    """An authorization server at ``auth.test``. Everything that looks random follows ``seed``, but for the keys."""

    host = "auth.test"
    lifetime = 300

    def __init__(self, clock: Clock, *, observe: Observe = ignore, seed: int = 0) -> None:
        super().__init__(clock, seed)
        self._observe = observe
        self.users = dict(USERS)
        self.grants = Grants(clock, self.opaque, self.issue, self.lifetime)
        self.grants.clients.update({client.id: client for client in CLIENTS})
        self.app = Bound(self, routes())

    def register(self, client: Client) -> None:
        """Let one more client in."""
        self.grants.clients[client.id] = client

    def knows(self, username: str, password: str) -> bool:
        """Whether that is this user's password."""
        known = self.users.get(username, "")
        return bool(known) and hmac.compare_digest(known.encode(), password.encode())

    def subject_of(self, token: str) -> str:
        """Who one of our access tokens stands for; empty if it is worth nothing now."""
        try:
            kid = jwt.get_unverified_header(token).get("kid", "")
            key = self._keys[kid]
            claims = jwt.decode(
                token,
                key.private.public_key(),
                algorithms=[key.algorithm],
                audience=self.audience,
                options={"verify_exp": False},  # by our own clock, below: on loopback and in tests alike
            )
        except (jwt.PyJWTError, KeyError):
            return ""
        return str(claims["sub"]) if self._clock.time() < claims["exp"] else ""

    def approve(self, url: str, username: str = "jane") -> str:
        """What a browser is sent back to when this user logs in and allows what ``url`` (at /authorize) asks for."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        return answer(self, {**query, "username": username, "password": self.users[username], "consent": "yes"})

    def deny(self, url: str) -> str:
        """What a browser is sent back to when the user does not allow it."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        return answer(self, {**query, "consent": "no"})
