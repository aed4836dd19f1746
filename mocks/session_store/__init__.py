"""The shared session store: a small Redis over HTTP, with times to live on the clock that it is given.

For hidden suites (fixture ``store``) and, on loopback, for students. The API is in ``mocks.session_store.api``;
what tests do and ask directly is here::

    assert ["session:7f83"] == store.keys()
    store.flush()                                    # the store was restarted, and is empty
    store.after_next_request(store.flush)            # somebody else comes in between two requests
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from mocks.service import Bound, Clock, Observe, ignore
from mocks.session_store import api
from mocks.session_store.commands import Result, execute
from mocks.session_store.keyspace import Keyspace, RedisError
from mocks.session_store.state import State

__all__ = ["RedisError", "SessionStore"]


class SessionStore:
    """A session store at ``store.test``.

    It is one lane for ``observe``, ``store``: how many keys it has, as of the last command. ``seed`` is there because
    every service takes one; nothing here is random. With a ``token`` a request has to bring it.
    """

    host = "store.test"

    def __init__(self, clock: Clock, *, observe: Observe = ignore, seed: int = 0, token: str = "") -> None:
        del seed
        self._keyspace = Keyspace(clock, observe)
        self._state = State(self._keyspace, token)
        self._in_between: Callable[[], object] | None = None
        self.app: ASGIApp = _Interrupted(Bound(self._state, api.routes()), self._interrupt)
        self._keyspace.tell()

    # ------------------------------------------------------------------ what a test does

    def execute(self, *command: str) -> Result:
        """Run a command as a client would. Raises RedisError."""
        return execute(self._keyspace, command)

    def flush(self) -> None:
        """Remove every key, as a restart does."""
        self._keyspace.clear()
        self._keyspace.tell()

    def after_next_request(self, happen: Callable[[], object]) -> None:
        """Let something happen once, when the next request has been served and before its answer arrives."""
        self._in_between = happen

    # ------------------------------------------------------------------ what a test asks

    def keys(self) -> list[str]:
        """Return the keys that are there now, sorted."""
        return self._keyspace.keys()

    def texts(self) -> list[str]:
        """Return all that is stored now: keys, strings and members of sets, in no order that matters."""
        return [text for key in self.keys() for text in (key, *self._stored(key))]

    def seconds_left(self, key: str) -> float | None:
        """Return a key's time to live, None if it has no end. Raises KeyError if there is no such key."""
        entry = self._keyspace.find(key)
        if entry is None:
            raise KeyError(key)
        return None if entry.ends is None else (entry.ends - self._keyspace.now()) / 1000

    @property
    def commands(self) -> list[tuple[str, ...]]:
        """Every command that came over HTTP, in order; those that failed as well."""
        return list(self._state.commands)

    def _stored(self, key: str) -> list[str]:
        entry = self._keyspace.find(key)
        if entry is None:
            return []
        return [entry.value] if isinstance(entry.value, str) else sorted(entry.value)

    def _interrupt(self) -> None:
        happen, self._in_between = self._in_between, None
        if happen is not None:
            happen()


class _Interrupted:
    """An app after whose next answer something else happens."""

    def __init__(self, app: ASGIApp, interrupt: Callable[[], None]) -> None:
        self._app = app
        self._interrupt = interrupt

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)
        self._interrupt()
