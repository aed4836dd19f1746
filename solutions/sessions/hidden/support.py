"""What the files of this suite share: a store that fails on demand, and what came of a call."""

import base64
import re
from functools import partial

import pytest

from grader.suite import StudentError, explain

STORE = "store.test"
SECRET_FREE = re.compile(r"[A-Za-z0-9_-]{22,128}")
"""The form of a session id."""

STRANGE = [
    None,
    "",
    "none",
    "a" * 5000,
    "../../x",
    "é\u2028\u0000",
    "session:*",
    "4rVp-2_xK0dVbZb1q9_wYw",
    " ",
    "0" * 64,
]
"""Texts that are no ids of a session, and nothing."""


class Way:
    """How the store fails: it raises ``error``, or answers with ``status``; after the work or instead of it."""

    def __init__(self, error=None, *, status=0, after_work=False):
        self.error, self.status, self.after_work = error, status, after_work


WAYS = {
    "refuses the connection": Way(ConnectionRefusedError),
    "breaks the connection": Way(ConnectionResetError),
    "breaks the connection after the work": Way(ConnectionResetError, after_work=True),
    "closes the connection": Way(ConnectionAbortedError),
    "never answers": Way(TimeoutError),
    **{f"answers {code}": Way(status=code) for code in (400, 401, 403, 404, 429, 500, 502, 503)},
}
"""The ways in which the store fails."""

MIDDLE = ("breaks the connection after the work", "answers 429", "answers 503")
"""With the work done and without it, for failures in the middle of a call."""


class Gate:
    """Stands before the store: counts requests, and lets one of them, or all, fail in some way."""

    def __init__(self, app):
        self.app = app
        self.count = 0
        self.failed = 0
        self.way = None
        self.at = None

    def fail(self, way, at=None):
        """Let the request of that number from now on fail, from 1; without a number every one."""
        self.count, self.failed, self.way, self.at = 0, 0, WAYS[way], at

    def heal(self):
        self.way = None

    async def __call__(self, scope, receive, send):
        self.count += 1
        way = self.way
        if way is None or self.at not in (None, self.count):
            await self.app(scope, receive, send)
            return
        self.failed += 1
        if way.after_work:
            await self.app(scope, receive, _unheard)
        if way.error:
            raise way.error(STORE)
        await send({"type": "http.response.start", "status": way.status, "headers": []})
        await send({"type": "http.response.body", "body": b'{"error":"ERR no"}'})


async def _unheard(message):
    """Nobody hears this answer."""


@pytest.fixture
def gate(store, network):
    """The store, with a gate before it."""
    gate = Gate(store.app)
    network.serve(STORE, gate)
    return gate


def outcome(call, *args, **options):
    """What came of a call: what it returned, or the name of the exception that it raised."""
    try:
        return call(*args, **options)
    except StudentError as error:
        if "NotImplementedError" in error.names:
            raise
        return error.name


def expect(what, wanted, seen, why="", try_next=""):
    """Assert that something is as it should be, and tell a student in words what it is and how it was."""
    assert seen == wanted, explain(f"{what}: {wanted}", f"{seen}", why, try_next)


def begun(sessions, user="jane", data=None):
    """The id of a session that began, and can be loaded."""
    session_id = sessions.create(user, data)
    found = sessions.load(session_id)
    seen = found.get("user", "nobody") if isinstance(found, dict) else f"load() gave {found!r}"
    expect("the user of a session that has just begun, as load() tells it", user, seen)
    return session_id


def log_in(sessions):
    """The id of a session of jane's that began by a login()."""
    return sessions.login(None, "jane")


def users(sessions, *ids):
    """The user of each session, ``"gone"`` where there is none."""
    return ["gone" if found is None else found["user"] for found in map(sessions.load, ids)]


def keeps_secret(ids, store, network, what):
    """See that no id, or a part of one, is in a request to the store or in what is stored. ``what`` was called."""
    asked = network.requests(STORE)
    texts = [f"{ask.request.url} {ask.request.content.decode()} {ask.request.headers}" for ask in asked]
    texts += store.texts()
    for session_id in ids:
        secret = {session_id[:14], session_id[-14:], session_id.encode().hex(), session_id[::-1]}
        secret.add(base64.b64encode(session_id.encode()).decode()[:24])
        leaks = sum(part in text for part in secret for text in texts)
        assert not leaks, explain(
            expected=f"no request of {what}, no key and no value with the id in it, only with a hash of it",
            happened=f"it is in {leaks} of them, as it is or written in another way",
            why="whoever reads the store, its log or its backup could log in as everybody",
        )


def each_method(sessions, session_id):
    """All that may be asked of sessions, by name, for a session of jane's."""
    return {
        "create": partial(sessions.create, "jane", {"n": 1}),
        "load": partial(sessions.load, session_id),
        "save": partial(sessions.save, session_id, {"n": 2}),
        "login": partial(sessions.login, session_id, "jane"),
        "logout": partial(sessions.logout, session_id),
        "logout_everywhere": partial(sessions.logout_everywhere, "jane"),
    }


def fails(gate, call, way, at=None):
    """See that a call raises StoreUnavailable when this request of its fails. False if it sends fewer."""
    gate.fail(way, at)
    seen = outcome(call)
    fired = gate.failed
    gate.heal()
    if fired:
        where = f"request {at} of it" if at else "each request"
        assert seen == "StoreUnavailable", explain(
            expected=f"StoreUnavailable, as the store {way} at {where}",
            happened=f"it ended with {seen!r}",
            why="whoever takes a failure for an answer lets somebody in, or throws somebody out",
        )
    return bool(fired)


def finishes(gate, call, way):
    """Let each request of a call fail in turn, and call again each time. ``call()`` prepares, and gives two functions:
    the call, and a check of what has come of it in the end."""
    for at in range(1, 9):
        act, check = call()
        if not fails(gate, act, way, at):
            expect("the store to be asked by it at all", True, at > 1)
            return
        act()
        check(at)


def bits(ids):
    """An upper estimate of the chance in ids of one form: for each place the bits of the signs seen there."""
    places = zip(*ids, strict=False)
    return sum((len(set(place)) - 1).bit_length() for place in places)
