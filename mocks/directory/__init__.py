"""The attribute directory: who the users are, and what is known of them. It speaks SCIM 2.0.

For hidden suites (fixture ``directory``) and, on loopback, for students. The API is in ``mocks.directory.api``, what
goes wrong in ``mocks.faults``; what tests do directly is here::

    directory.add("jane", roles=["editor"], department="engineering", timezone="Europe/Berlin")
    directory.change("jane", roles=["viewer"])
    directory.outage(status(503), seconds=60)
"""

from __future__ import annotations

import math
import random
from functools import cache
from typing import Any

from fastapi import FastAPI

from mocks.directory.api import PREFIX, add_api
from mocks.directory.gateway import Gateway
from mocks.directory.lab import router as lab
from mocks.directory.people import DEMO, People
from mocks.directory.state import State
from mocks.faults import Fault, FaultPlan
from mocks.service import Bound, Clock, Observe, SystemClock, ignore

__all__ = ["AttributeDirectory"]


class AttributeDirectory:
    """A directory at ``directory.test``, empty in a test.

    It is one lane for ``observe``, ``directory``: ``healthy``, ``slow`` or ``failing``, as it served the last
    request. ``seed`` is there because every service takes one; nothing here is random.
    """

    host = "directory.test"

    def __init__(self, clock: Clock, *, observe: Observe = ignore, seed: int = 0) -> None:
        self._clock = clock
        self._observe = observe
        self._seen = ""
        self._faults = FaultPlan(random.Random(seed))  # noqa: S311 — to be repeatable, not secret
        self._people = People(clock)
        by_hand = isinstance(clock, SystemClock)
        for user_id, known in DEMO.items() if by_hand else ():
            self._people.put(user_id, {"region": "eu", "timezone": "Europe/Berlin", **known})
        api = Bound(State(clock, self._people, self._faults), _routes(with_lab=by_hand))
        self.app = Gateway(api, clock, self._faults, self._tell)
        self._tell("healthy")

    @property
    def url(self) -> str:
        """The base URL of the API."""
        return f"https://{self.host}{PREFIX}"

    def add(self, user_id: str, **known: Any) -> None:
        """Enter a user with ``roles``, ``department``, ``clearance``, ``region``, ``timezone`` and ``active`` (True).

        What is not given is not known.
        """
        self._people.put(user_id, known)

    def change(self, user_id: str, **changed: Any) -> None:
        """Change some of what is known of a user; None takes it away. KeyError if there is none."""
        self._people.change(user_id, changed)

    def remove(self, user_id: str) -> None:
        """Forget a user. KeyError if there is none."""
        self._people.remove(user_id)

    def plan(self, *faults: Fault) -> None:
        """Let one of these happen to each of the next requests, in order; then all is well again."""
        self._faults.script(*faults)

    def outage(self, fault: Fault, *, seconds: float = math.inf) -> None:
        """Let this happen to every request, for so long or until ``recover``. What is planned goes first."""
        self._faults.outage(fault, self._clock.time() + seconds)
        self._tell("failing")

    def recover(self) -> None:
        """Let nothing go wrong any more, whatever was planned. The users stay."""
        self._faults.recover()
        self._tell("healthy")

    def _tell(self, state: str) -> None:
        if state != self._seen:
            self._seen = state
            self._observe("directory", state)


@cache
def _routes(*, with_lab: bool) -> FastAPI:
    """Make the app, once each: it holds no state, each request brings its own (``mocks.service.Bound``)."""
    app = FastAPI(title="Attribute directory", description="A small SCIM 2.0 service: users and their attributes.")
    add_api(app)
    if with_lab:
        app.include_router(lab)
    return app
