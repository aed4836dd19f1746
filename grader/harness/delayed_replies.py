"""Answers that a cell may not have before their time. The harness only.

The cell keeps the clock of its own code, so it could say of any wait that it took no time. But it can't go by an answer
that it does not have: who needs the first answer for the second request has waited twice by the time of the second.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

from grader.harness.wire.messages import Violation

Reply = dict[str, Any]
EARLY = 0.001
"""Seconds by which the sums of a cell may differ from ours: an event loop counts from another zero."""


@dataclass
class DelayedReplies:
    """The answers of one cell that are on their way."""

    _replies: dict[int, tuple[float, Reply]] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def hold(self, reply: Reply, now: float) -> Reply:
        """What a cell is told at once: the answer if it takes no time or never comes, else when to ask for it."""
        if not reply["after"]:
            return reply
        number = next(self._numbers)
        self._replies[number] = now + reply["after"], reply
        return {"op": "reply", "after": reply["after"], "number": number}

    def release(self, number: int, now: float) -> Reply:
        """The answer of that number, once; ``Violation`` if there is none, or not yet."""
        if number not in self._replies or now < self._replies[number][0] - EARLY:
            raise Violation("a request for an answer before its time")
        return self._replies.pop(number)[1]
