"""What can go wrong with one request to the payment service, and which request it happens to.

For hidden suites and for students on loopback: ``payment.plan(delay(3), status(503, retry_after=2))``.
The service asks ``FaultPlan.next`` once a request.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["ok", "delay", "status", "hang", "reset", "refuse"]


@dataclass(frozen=True)
class Fault:
    """One thing that happens to one request.

    ``seconds``: how long the answer takes. ``status``, ``retry_after`` (seconds): the answer instead of the
    real one. ``after_work``: the service has charged or refunded before it breaks, so a blind retry does it
    twice. ``path``: only a request whose path begins like this; empty: any.
    """

    kind: Kind
    seconds: float = 0.0
    status: int = 0
    retry_after: int | None = None
    after_work: bool = False
    path: str = ""

    def concerns(self, path: str) -> bool:
        """Whether it may happen to a request for this path."""
        return path.startswith(self.path)


def ok(*, path: str = "") -> Fault:
    """Nothing goes wrong."""
    return Fault("ok", path=path)


def delay(seconds: float, *, path: str = "") -> Fault:
    """The right answer, but this late. The work is done even if the caller no longer waits."""
    return Fault("delay", seconds=seconds, path=path)


def status(code: int, *, retry_after: int | None = None, after_work: bool = False, path: str = "") -> Fault:
    """An error status; ``retry_after`` in seconds is a header. Without ``after_work`` nothing was done."""
    return Fault("status", status=code, retry_after=retry_after, after_work=after_work, path=path)


def hang(*, after_work: bool = False, path: str = "") -> Fault:
    """No answer ever comes."""
    return Fault("hang", after_work=after_work, path=path)


def reset(*, after_work: bool = True, path: str = "") -> Fault:
    """The connection breaks, by default after the work is done: the caller can't know that it was."""
    return Fault("reset", after_work=after_work, path=path)


def refuse(*, path: str = "") -> Fault:
    """Nobody listens; nothing was done."""
    return Fault("refuse", path=path)


_NOTHING = ok()


class FaultPlan:
    """Which fault comes next: a step of the script, else the outage, else by chance, else none."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self.recover()

    def script(self, *faults: Fault) -> None:
        """One fault for each of the next requests that they concern, in order, after those of before."""
        self._steps.extend(faults)

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
        self._steps: list[Fault] = []
        self._outage, self._until = _NOTHING, 0.0
        self._rate, self._choices = 0.0, (_NOTHING,)

    def down(self, now: float) -> bool:
        """Whether an outage is on."""
        return self._outage.kind != "ok" and now < self._until

    def next(self, path: str, now: float) -> Fault:
        """What happens to a request for this path that arrives now; a step of the script is used up."""
        for position, step in enumerate(self._steps):
            if step.concerns(path):
                return self._steps.pop(position)
        if self.down(now) and self._outage.concerns(path):
            return self._outage
        # The chance is drawn only where it matters, so that a script does not change what follows it.
        if self._rate and self._chance.random() < self._rate:
            fault = self._chance.choice(self._choices)
            return fault if fault.concerns(path) else _NOTHING
        return _NOTHING
