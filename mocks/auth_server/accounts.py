"""Who has an account: users with a password, and clients, the programs that act for them or for themselves."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Grant = Literal["authorization_code", "refresh_token", "client_credentials"]

ORDERS = "https://orders.test"
"""The resource server that tokens are for unless they say otherwise."""


@dataclass(frozen=True)
class User:
    """A person. ``subject`` never changes and tells nothing; a name may."""

    username: str
    # Kept as it is, for tests to read. A real server keeps a salted, slow hash.
    password: str = field(repr=False)
    subject: str
    name: str = ""
    email: str = ""


@dataclass(frozen=True)
class Client:
    """A program (RFC 6749, section 2). Without a secret it is public: a phone's or a browser's."""

    client_id: str
    secret: str | None = field(default=None, repr=False)
    redirect_uris: tuple[str, ...] = ()
    grants: tuple[Grant, ...] = ("authorization_code", "refresh_token")
    scopes: tuple[str, ...] = ("openid", "profile", "email", "orders:read", "orders:write")


USERS = (
    User("jane", "correct horse", "u-1001", "Jane Doe", "jane@example.org"),
    User("john", "battery staple", "u-1002", "John Roe", "john@example.org"),
)
CLIENTS = (
    Client(
        "shop",
        "shop secret",
        redirect_uris=("https://shop.test/callback", "http://127.0.0.1:8000/callback"),
    ),
    Client("phone", None, redirect_uris=("org.example.shop:/callback",)),
    Client("reports", "reports secret", grants=("client_credentials",), scopes=("orders:read", "reports:write")),
)


class Accounts:
    """The users and clients that one server knows."""

    def __init__(self, users: Iterable[User] = USERS, clients: Iterable[Client] = CLIENTS) -> None:
        self._users = {user.username: user for user in users}
        self._clients = {client.client_id: client for client in clients}

    def add_user(self, user: User) -> None:
        """Add or replace a user."""
        self._users[user.username] = user

    def add_client(self, client: Client) -> None:
        """Add or replace a client."""
        self._clients[client.client_id] = client

    def log_in(self, username: str, password: str) -> User | None:
        """The user, or None for an unknown name as for a wrong password."""
        user = self._users.get(username)
        right = hmac.compare_digest((user.password if user else "").encode(), password.encode())
        return user if right else None

    def user(self, username: str) -> User:
        """The user of that name. KeyError if there is none."""
        return self._users[username]

    def by_subject(self, subject: str) -> User | None:
        """The user with that subject, or None."""
        return next((user for user in self._users.values() if user.subject == subject), None)

    def client(self, client_id: str) -> Client | None:
        """The client of that id, or None."""
        return self._clients.get(client_id)
