"""What can go wrong with one request to a service: one set of faults, for hidden suites and for mocks.

A hidden suite imports the functions from ``grader.suite`` and plans faults for any host of the test
(``network.script("pay.test", delay(3), reset())``) or for a mock that takes them (``payment.plan(hang())``).
A fault means the same in both: it happens to one request and says whether the service has done the work.

=================== ========================================= ==================================
fault               the student's httpx gets                  the service has done the work
=================== ========================================= ==================================
``ok()``            the answer                                yes
``delay(seconds)``  the answer, that much later               yes, even if nobody waits any more
``status(code)``    this status                               only with ``after_work=True``
``reset()``         ``httpx.ReadError``                       unless ``after_work=False``
``drop()``          ``httpx.RemoteProtocolError``             unless ``after_work=False``
``hang()``          ``httpx.ReadTimeout``, after the timeout  only with ``after_work=True``
``hang(connecting=True)`` ``httpx.ConnectTimeout``            no
``refuse()``        ``httpx.ConnectError``                    no
=================== ========================================= ==================================
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["ok", "delay", "status", "reset", "drop", "hang", "refuse"]


class ConnectionHangs(TimeoutError):
    """No connection comes about: what the app of a mock raises for ``hang(connecting=True)``."""


@dataclass(frozen=True)
class Fault:
    """What happens to one request.

    ``seconds``: how much later the answer comes. ``status``, ``headers``, ``json``: the answer instead of the real one.
    ``after_work``: the service has done what was asked before it fails, so a blind retry does it twice. ``connecting``:
    it hangs before the request is sent. ``path``: only a request whose path begins like this; empty means any.
    """

    kind: Kind
    seconds: float = 0.0
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    json: Any = None
    after_work: bool = False
    connecting: bool = False
    path: str = ""

    @property
    def works(self) -> bool:
        """Whether the service does what it was asked."""
        return self.kind in ("ok", "delay") or self.after_work

    def error(self, host: str) -> Exception | None:
        """The exception that breaks the connection, as the app of a mock raises it; None if there is an answer."""
        if self.kind == "hang":
            return ConnectionHangs(f"{host}: no connection") if self.connecting else TimeoutError(f"{host}: no answer")
        if self.kind == "reset":
            return ConnectionResetError(f"{host}: connection reset by peer")
        if self.kind == "drop":
            return ConnectionAbortedError(f"{host}: closed the connection without an answer")
        if self.kind == "refuse":
            return ConnectionRefusedError(f"{host}: connection refused")
        return None


def ok(*, path: str = "") -> Fault:
    """Nothing goes wrong."""
    return Fault("ok", path=path)


def delay(seconds: float, *, path: str = "") -> Fault:
    """The answer comes this many seconds later. The work is done even if the caller no longer waits."""
    return Fault("delay", seconds=seconds, path=path)


def status(
    code: int,
    *,
    headers: Mapping[str, str] | None = None,
    json: Any = None,
    after_work: bool = False,
    path: str = "",
) -> Fault:
    """The service answers with this status at once: ``status(503, headers={"Retry-After": "2"})``."""
    return Fault("status", status=code, headers=dict(headers or {}), json=json, after_work=after_work, path=path)


def reset(*, after_work: bool = True, path: str = "") -> Fault:
    """The connection breaks before the answer (``httpx.ReadError``): the caller can't know what was done."""
    return Fault("reset", after_work=after_work, path=path)


def drop(*, after_work: bool = True, path: str = "") -> Fault:
    """The service closes the connection without an answer: ``httpx.RemoteProtocolError``, which is no NetworkError."""
    return Fault("drop", after_work=after_work, path=path)


def hang(*, connecting: bool = False, after_work: bool = False, path: str = "") -> Fault:
    """No answer ever comes (``httpx.ReadTimeout``), or no connection (``httpx.ConnectTimeout``).

    Raises ValueError for work that is done without a connection.
    """
    if connecting and after_work:
        raise ValueError("without a connection no work is done: leave out after_work or connecting")
    return Fault("hang", after_work=after_work, connecting=connecting, path=path)


def refuse(*, path: str = "") -> Fault:
    """Nobody listens: ``httpx.ConnectError``."""
    return Fault("refuse", path=path)


_NOTHING = ok()


class Script:
    """One fault for each of the next requests that it concerns, in order; then nothing goes wrong."""

    def __init__(self) -> None:
        self._steps: list[Fault] = []

    def extend(self, faults: Sequence[Fault]) -> None:
        """Add faults behind those that are there."""
        self._steps.extend(faults)

    def next(self, path: str) -> Fault | None:
        """Take the first fault that concerns a request for this path; None if there is none."""
        for position, step in enumerate(self._steps):
            if path.startswith(step.path):
                return self._steps.pop(position)
        return None


class FaultPlan:
    """Which fault comes next at a mock: a step of the script, else the outage, else by chance, else none."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.recover()

    def script(self, *faults: Fault) -> None:
        """One fault for each of the next requests that they concern, in order, after those of before."""
        self._script.extend(faults)

    def outage(self, fault: Fault, until: float) -> None:
        """The same fault for every request before this time (seconds since 1970)."""
        self._outage, self._until = fault, until

    def flaky(self, rate: float, faults: Sequence[Fault]) -> None:
        """For every request, with this probability, one of these faults."""
        if not 0 <= rate <= 1 or not faults:
            raise ValueError("flaky() takes a rate from 0 to 1 and at least one fault")
        self._rate, self._choices = rate, tuple(faults)

    def recover(self) -> None:
        """Nothing goes wrong any more."""
        self._script = Script()
        self._outage, self._until = _NOTHING, 0.0
        self._rate, self._choices = 0.0, (_NOTHING,)

    def down(self, now: float) -> bool:
        """Whether an outage is on."""
        return self._outage.kind != "ok" and now < self._until

    def next(self, path: str, now: float) -> Fault:
        """What happens to a request for this path that arrives now; a step of the script is used up."""
        if (step := self._script.next(path)) is not None:
            return step
        if self.down(now) and path.startswith(self._outage.path):
            return self._outage
        # The chance is drawn only where it matters, so that a script does not change what follows it.
        if self._rate and self._chance.random() < self._rate:
            fault = self._chance.choice(self._choices)
            return fault if path.startswith(fault.path) else _NOTHING
        return _NOTHING
