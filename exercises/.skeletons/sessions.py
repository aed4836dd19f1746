"""Sessions: ids that nobody guesses, state in a store that all instances share, a cookie with every flag, a logout.

The lesson and everything that is asked of you are in README.md. Functions, methods and endpoints may be
``async def`` instead, where you like that better (the constructor and ``create_app`` stay plain); names, parameters
and defaults stay as they are.
"""

from collections.abc import Callable
from typing import Any

from starlette.types import ASGIApp

STORE = "https://store.test"
"""Base URL of the session store: scheme, host and perhaps a port, no slash at the end."""

STORE_TIMEOUT = 2.0
"""How many seconds to wait for each answer of the store."""

COOKIE = "__Host-session"
"""Name of the cookie that carries the session id."""

IDLE = 1800
"""Seconds without use after which a session is over: half an hour."""

ABSOLUTE = 43200
"""Seconds after its beginning at which a session is over, however much it is used: twelve hours."""


class SessionError(Exception):
    """The base of what goes wrong with sessions."""


class StoreUnavailable(SessionError):
    """The store can't be reached, does not answer in time, or answers with an error: nobody knows who is logged in."""


def new_id() -> str:
    """Return a new session id: at least 128 bits of ``secrets``, in 22 to 128 characters of A-Z, a-z, 0-9, - and _."""
    # TODO(create)
    raise NotImplementedError


class Sessions:
    """All sessions of the application. They lie in the store; nothing about them is kept in this process.

    store: base URL of the store.
    idle: whole seconds without use after which a session is over.
    absolute: whole seconds after its beginning at which it is over in any case.

    Each method raises StoreUnavailable as soon as one of its requests to the store fails.
    """

    def __init__(self, *, store: str = STORE, idle: int = IDLE, absolute: int = ABSOLUTE) -> None:
        # TODO(create)
        raise NotImplementedError

    def create(self, user: str | None = None, data: dict[str, Any] | None = None) -> str:
        """Begin a session of ``user`` (None: a visitor who has not logged in) with ``data``, and return its id.

        ``data`` is whatever JSON has; without it the session begins with an empty dict.
        """
        # TODO(create)
        raise NotImplementedError

    def load(self, session_id: str | None) -> dict[str, Any] | None:
        """Return the session as ``{"user": ..., "data": ...}``, None if there is none with that id (any more).

        A session that is loaded is used: its idle time begins anew.
        """
        # TODO(create)
        # TODO(expire)
        raise NotImplementedError

    def save(self, session_id: str | None, data: dict[str, Any]) -> bool:
        """Put ``data`` in the place of the session's data. A session that is saved is used.

        Returns True, or False if there is no session with that id (any more); then nothing is stored.
        """
        # TODO(create)
        # TODO(expire)
        raise NotImplementedError

    def login(self, session_id: str | None, user: str) -> str:
        """End the session of that id, if there is one, and begin one of ``user`` with a new id. Returns the new id.

        The data comes along if the old session was a visitor's who had not logged in, or the same user's.
        """
        # TODO(login)
        raise NotImplementedError

    def logout(self, session_id: str | None) -> None:
        """End the session of that id and leave nothing of it in the store. An id that is not there is no error."""
        # TODO(logout)
        raise NotImplementedError

    def logout_everywhere(self, user: str) -> None:
        """End every session of ``user``, and nobody else's. A user without sessions is no error."""
        # TODO(logout)
        raise NotImplementedError


def session_cookie(session_id: str) -> str:
    """Return the value of a ``Set-Cookie`` field that gives the id to the browser (RFC 6265bis, section 4.1)."""
    # TODO(cookie)
    raise NotImplementedError


def expired_cookie() -> str:
    """Return the value of a ``Set-Cookie`` field that makes the browser forget the id."""
    # TODO(cookie)
    raise NotImplementedError


def read_cookie(header: str | None) -> str | None:
    """Return the session id in the value of a ``Cookie`` field.

    None if the field is missing (None), or has the cookie not at all, empty, or more than once.
    """
    # TODO(cookie)
    raise NotImplementedError


def create_app(
    *,
    check_password: Callable[[str, str], str | None],
    store: str = STORE,
    idle: int = IDLE,
    absolute: int = ABSOLUTE,
) -> ASGIApp:
    """Return an ASGI application (FastAPI, Starlette, or your own) with a login, a basket and two ways out.

    ``check_password(username, password)`` is a plain function that gives the user's id, or None if the two do not
    fit. The rest is what ``Sessions`` wants.
    """
    # TODO(login): POST /login, GET /me, GET /basket, POST /basket
    # TODO(logout): POST /logout, POST /logout-everywhere
    # TODO(share): several instances of this, and a store that fails
    raise NotImplementedError
