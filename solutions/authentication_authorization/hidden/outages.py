"""In which ways the directory does not tell who somebody is."""

from __future__ import annotations

import json

import httpx

from grader.suite import drop, hang, refuse, reset

from .support import record_of

FAULTS = {
    "nobody listens": refuse(),
    "the connection breaks": reset(),
    "the connection is closed without an answer": drop(),
    "no answer comes": hang(),
    "no connection comes about": hang(connecting=True),
}
STATUSES = (
    201,
    202,
    203,
    204,
    206,
    301,
    302,
    307,
    400,
    401,
    403,
    405,
    410,
    418,
    422,
    429,
    500,
    501,
    502,
    503,
    504,
    599,
)
"""Of the look-up as well as of the introspection; 404 is one of the introspection alone."""

_USER = {"username": "jane", "record": record_of("box office"), "permissions": ["seats:read"], "active": True}
_TOKEN = {"active": True, "username": "jane", "scope": "seats:read"}
JANES = {**_USER, **_TOKEN}
"""What would be a good answer to either request, had it the right status."""
_NO_OBJECT = {"no JSON": b"<html>", "nothing": b"", "cut JSON": b'{"active": true', "bytes that are no text": b"\xff"}
_OTHER_JSON = {"a list": [], "null": None, "a text": "jane", "a number": 7, "true": True}


def _without(whole, name):
    return {key: value for key, value in whole.items() if key != name}


BROKEN_USERS = {
    **_NO_OBJECT,
    **_OTHER_JSON,
    "an empty object": {},
    **{f"no {name}": _without(_USER, name) for name in _USER},
    **{f"username {value!r}": {**_USER, "username": value} for value in (None, 0, 7, False, [], ["jane"])},
    **{f"record {value!r}": {**_USER, "record": value} for value in (0, 7, False, True, [], ["x"])},
    **{f"active {value!r}": {**_USER, "active": value} for value in ("false", "true", 1, 0, None, "", [], [False])},
    **{
        f"permissions {value!r}": {**_USER, "permissions": value}
        for value in ("seats:read", "", None, 0, False, {}, {"a": 1}, [7], [None], ["seats:read", 7])
    },
}
"""Answers of a look-up that can't be read, by what is wrong."""

BROKEN_TOKENS = {
    **_NO_OBJECT,
    **_OTHER_JSON,
    "an empty object": {},
    "no active": _without(_TOKEN, "active"),
    "no username": _without(_TOKEN, "username"),
    **{f"active {value!r}": {**_TOKEN, "active": value} for value in ("false", "true", 1, 0, None, "", [], [False])},
    **{f"username {value!r}": {**_TOKEN, "username": value} for value in (None, 0, 7, False, [], ["jane"])},
    **{
        f"scope {value!r}": {**_TOKEN, "scope": value}
        for value in (None, False, 0, 7, [], ["seats:read"], {}, {"seats:read": 1})
    },
}
"""Answers of an introspection that can't be read, by what is wrong."""


def answers(body):
    """A directory that answers with this, whatever it is asked."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return lambda request: httpx.Response(200, content=content, headers={"Content-Type": "application/json"})


def stored(house, name="") -> list[object]:
    """What each PUT so far, for this user or for anybody, said that it replaces."""
    requests = house.network.requests("accounts.test", "PUT")
    bodies = [json.loads(each.request.content) for each in requests if f"/users/{name}" in each.request.url.path]
    return [body.get("replaces") for body in bodies]
