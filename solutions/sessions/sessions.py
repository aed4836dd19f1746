"""Sessions whose state lies in a store over HTTP, the cookie that carries their ids, and an application with both."""

import hashlib
import json
import math
import secrets
import time
from collections.abc import Callable
from typing import Any

import httpx
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.types import ASGIApp

STORE = "https://store.test"
STORE_TIMEOUT = 2.0
COOKIE = "__Host-session"
IDLE = 1800
ABSOLUTE = 43200

ID_BYTES = 32
FLAGS = "Path=/; Secure; HttpOnly; SameSite=Lax"
RETRY_AFTER = "5"
"""Seconds after which a client may try again when the store was away."""


class SessionError(Exception):
    """The base of what goes wrong with sessions."""


class StoreUnavailable(SessionError):
    """The store can't be reached, does not answer in time, or answers with an error."""


class _Store:
    """The store's commands. Raises StoreUnavailable whenever a request fails."""

    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=url, timeout=STORE_TIMEOUT)

    def run(self, *command: str | int) -> Any:
        """Run one command and return its result."""
        return self._post("/", command)["result"]

    def together(self, *commands: tuple[str | int, ...]) -> None:
        """Run several commands as one transaction: all of them or none."""
        self._post("/multi-exec", commands)

    def _post(self, path: str, body: Any) -> Any:
        try:
            answer = self._http.post(path, json=body)
            answer.raise_for_status()
        except httpx.HTTPError as error:
            raise StoreUnavailable(f"the session store fails: {error}") from error
        return answer.json()


def new_id() -> str:
    """Return a new session id, 256 bits."""
    return secrets.token_urlsafe(ID_BYTES)


def _name(session_id: str) -> str:
    """Return the name under which the store knows a session: whoever reads it there can't log in with it."""
    return hashlib.sha256(session_id.encode()).hexdigest()


def _key(name: str) -> str:
    return f"session:{name}"


def _user_key(user: str) -> str:
    """Return the key of the set that names a user's sessions."""
    return f"user:{user}"


class Sessions:
    """All sessions of the application, kept in the store."""

    def __init__(self, *, store: str = STORE, idle: int = IDLE, absolute: int = ABSOLUTE) -> None:
        self._store = _Store(store)
        self._idle = idle
        self._absolute = absolute

    def create(self, user: str | None = None, data: dict[str, Any] | None = None) -> str:
        """Begin a session and return its id."""
        session_id = new_id()
        name = _name(session_id)
        record = {"user": user, "data": data or {}, "ends": time.time() + self._absolute}
        commands: list[tuple[str | int, ...]] = [("SET", _key(name), json.dumps(record), "EX", self._seconds(record))]
        if user is not None:
            commands += [("SADD", _user_key(user), name), ("EXPIRE", _user_key(user), self._absolute)]
        self._store.together(*commands)
        return session_id

    def load(self, session_id: str | None) -> dict[str, Any] | None:
        """Return user and data of a session, and let its idle time begin anew."""
        record = self._find(session_id)
        # The answer to EXPIRE tells whether the session has been ended since it was read.
        if record is None or not self._store.run("EXPIRE", _key(_name(session_id)), self._seconds(record)):
            return None
        return {"user": record["user"], "data": record["data"]}

    def save(self, session_id: str | None, data: dict[str, Any]) -> bool:
        """Replace the data of a session that is there. XX: one that was ended meanwhile does not come back."""
        record = self._find(session_id)
        if record is None:
            return False
        changed = json.dumps({**record, "data": data})
        command = ("SET", _key(_name(session_id)), changed, "XX", "EX", self._seconds(record))
        return self._store.run(*command) is not None

    def login(self, session_id: str | None, user: str) -> str:
        """End the old session and begin one of the user with a new id."""
        record = self._find(session_id)
        comes_along = record is not None and record["user"] in (None, user)
        new = self.create(user, record["data"] if comes_along else None)
        self._end(session_id, record)
        return new

    def logout(self, session_id: str | None) -> None:
        """End a session."""
        self._end(session_id, self._find(session_id))

    def logout_everywhere(self, user: str) -> None:
        """End all sessions of a user. The list goes last: if the store fails before, it is there for a second try."""
        names = self._store.run("SMEMBERS", _user_key(user))
        if names:
            self._store.run("DEL", *[_key(name) for name in names])
            self._store.run("SREM", _user_key(user), *names)

    def _find(self, session_id: str | None) -> dict[str, Any] | None:
        """Return the record of a session that is not over."""
        if not session_id:
            return None
        found = self._store.run("GET", _key(_name(session_id)))
        if found is None:
            return None
        record = json.loads(found)
        return record if time.time() < record["ends"] else None

    def _end(self, session_id: str | None, record: dict[str, Any] | None) -> None:
        """Remove a session and its mention among those of its user, at once."""
        if record is None:
            return
        name = _name(session_id)
        commands: list[tuple[str | int, ...]] = [("DEL", _key(name))]
        if record["user"] is not None:
            commands.append(("SREM", _user_key(record["user"]), name))
        self._store.together(*commands)

    def _seconds(self, record: dict[str, Any]) -> int:
        """Return the time to live of a session that is used now: idle, or what is left of absolute."""
        return max(1, math.ceil(min(self._idle, record["ends"] - time.time())))


def session_cookie(session_id: str) -> str:
    """Return the Set-Cookie that gives the id to the browser."""
    return f"{COOKIE}={session_id}; {FLAGS}"


def expired_cookie() -> str:
    """Return the Set-Cookie that deletes it. Without the same flags a browser ignores it, because of the prefix."""
    return f"{COOKIE}=; {FLAGS}; Max-Age=0"


def read_cookie(header: str | None) -> str | None:
    """Return the session id of a Cookie field: by hand, as http.cookies gives up at other people's odd cookies."""
    pairs = [pair.strip().partition("=") for pair in (header or "").split(";")]
    found = [value for name, _, value in pairs if name == COOKIE]
    return found[0] or None if len(found) == 1 else None


def create_app(
    *,
    check_password: Callable[[str, str], str | None],
    store: str = STORE,
    idle: int = IDLE,
    absolute: int = ABSOLUTE,
) -> ASGIApp:
    """Return the shop."""
    sessions = Sessions(store=store, idle=idle, absolute=absolute)
    app = FastAPI()

    def user_of(request: Request) -> str | None:
        session = sessions.load(_sent(request))
        return session["user"] if session else None

    @app.exception_handler(StoreUnavailable)
    async def say_unavailable(_request: Request, _error: Exception) -> Response:
        return JSONResponse({"error": "sessions are not available now"}, 503, {"Retry-After": RETRY_AFTER})

    @app.post("/login")
    def login(request: Request, body: dict[str, str]) -> Response:
        user = check_password(body["username"], body["password"])
        if user is None:
            return JSONResponse({"error": "name and password do not fit"}, 401)
        new = sessions.login(_sent(request), user)
        return _with_cookie(JSONResponse({"user": user}), session_cookie(new))

    @app.get("/me")
    def me(request: Request) -> Response:
        user = user_of(request)
        return JSONResponse({"error": "not logged in"}, 401) if user is None else JSONResponse({"user": user})

    @app.get("/basket")
    def basket(request: Request) -> Response:
        session = sessions.load(_sent(request))
        return JSONResponse({"items": session["data"].get("items", []) if session else []})

    @app.post("/basket")
    def add(request: Request, body: dict[str, str]) -> Response:
        session_id = _sent(request)
        session = sessions.load(session_id)
        if session is None:
            items = [body["item"]]
            return _with_cookie(JSONResponse({"items": items}), session_cookie(sessions.create(None, {"items": items})))
        items = [*session["data"].get("items", []), body["item"]]
        sessions.save(session_id, {**session["data"], "items": items})
        return JSONResponse({"items": items})

    @app.post("/logout")
    def logout(request: Request) -> Response:
        sessions.logout(_sent(request))
        return _with_cookie(Response(status_code=204), expired_cookie())

    @app.post("/logout-everywhere")
    def logout_everywhere(request: Request) -> Response:
        user = user_of(request)
        if user is None:
            return JSONResponse({"error": "not logged in"}, 401)
        sessions.logout_everywhere(user)
        return _with_cookie(Response(status_code=204), expired_cookie())

    return app


def _sent(request: Request) -> str | None:
    return read_cookie(request.headers.get("cookie"))


def _with_cookie(response: Response, cookie: str) -> Response:
    """Add a Set-Cookie, and keep the answer out of every cache."""
    response.headers["Set-Cookie"] = cookie
    response.headers["Cache-Control"] = "no-store"
    return response
