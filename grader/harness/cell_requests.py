"""What a cell asks while the student's code runs: requests, calls of the test's functions, time. The harness only."""

from __future__ import annotations

import inspect
import re
from asyncio import CancelledError
from collections import deque
from typing import Any

import httpx

from grader.harness.context import Context
from grader.harness.delayed_replies import DelayedReplies
from grader.harness.object_table import Values
from grader.harness.suite.clock import MAX_SPAN
from grader.harness.suite.evidence import STUDENT, TEST
from grader.harness.suite.remote import StudentError
from grader.harness.verdicts import CellTimedOut
from grader.harness.wire.messages import CallbackAsk, CollectAsk, HttpAsk
from grader.harness.words import call as call_in_words
from grader.harness.words import clean, short

MAX_SLEEPS = 1000
MAX_TEXT = 4000
MAX_RAISED = 50
"""Exceptions of the test's functions that are remembered, the last ones: one that passes has just been raised."""
WITHIN = re.compile(r"(?<![\w.])([\w.]+\.<locals>\.)+")
"""How Python names a function inside another in its own messages: by the test, which is nobody's business. It is looked
for where a name begins and nowhere inside: the text may be as long as a student likes."""


class Hosting:
    """Answers for one cell of a test; the conversation asks it (see ``wire.conversation.Host``)."""

    def __init__(self, context: Context, values: Values) -> None:
        self._context = context
        self._values = values
        self._delayed = DelayedReplies()
        self._raised: deque[tuple[str, str]] = deque(maxlen=MAX_RAISED)

    def time_passed(self, now: float, sleeps: list[float]) -> None:
        """The time over there."""
        clock, evidence = self._context.clock, self._context.evidence
        if now > MAX_SPAN:
            raise CellTimedOut("it let more than a hundred years pass, by the clock of the test")
        for seconds in sleeps[: MAX_SLEEPS - len(clock.sleeps)]:
            clock.sleeps.append(seconds)
            evidence.event("sleep", STUDENT, STUDENT, f"sleeps {seconds:g} s", seconds=seconds)
        clock.move_to(now)

    def now(self) -> float:
        """The time on this side."""
        return self._context.clock.elapsed

    def http(self, ask: HttpAsk) -> dict[str, Any]:
        """The reply to a request of the student's."""
        return self._delayed.hold(self._context.network.handle(ask), self.now())

    def collect(self, ask: CollectAsk) -> dict[str, Any]:
        """The reply to a request of the student's whose time has come."""
        return self._delayed.release(ask.number, self.now())

    def callback(self, ask: CallbackAsk) -> dict[str, Any]:
        """The reply to a call of the test's function."""
        function = self._values.callable(ask.callback)
        values = self._values.read_all([*ask.args, *(form for _, form in ask.kwargs)])
        args, named = values[: len(ask.args)], values[len(ask.args) :]
        kwargs = {name: value for (name, _), value in zip(ask.kwargs, named, strict=True)}
        self._context.evidence.event("callback", STUDENT, TEST, call_in_words(short(function), args, kwargs))
        try:
            value = function(*args, **kwargs)
            if inspect.iscoroutine(value):
                value = _immediate(value)
        except AssertionError:  # the test's verdict: not for the student's code to hear, and to catch, and to try again
            self._context.evidence.event("answer", TEST, STUDENT, "does not hold")
            raise
        except (Exception, CancelledError) as error:  # the test's function raises for the student's code to handle
            self._context.evidence.event("answer", TEST, STUDENT, f"raises {type(error).__name__}")
            return {"op": "reply", "error": self._error_form(error), "value": None}
        self._context.evidence.event("answer", TEST, STUDENT, short(value))
        return {"op": "reply", "error": None, "value": self._values.form(value)}

    def raised(self, error: StudentError) -> bool:
        """Whether the exception is one that a function of the test's has raised: the student's code let it pass."""
        told = (error.names[0], error.text)
        return any(told in ((name, text), (name, repr(text))) for name, text in self._raised)  # a KeyError's is a repr

    def _error_form(self, error: BaseException) -> dict[str, Any]:
        """An exception of the test's function, or one of the student's that passed through it."""
        own = self._values.own(error)
        if own is not None:
            return {"own": own}
        status = error.response.status_code if isinstance(error, httpx.HTTPStatusError) else 0
        said = error.args[0] if isinstance(error, KeyError) and error.args else error  # its str is its key's repr
        text = clean(WITHIN.sub("", str(said)[:MAX_TEXT]))  # it may say what the student's code has passed
        self._raised.append((type(error).__name__, text))
        return {"name": type(error).__name__, "text": text, "status": status}


def _immediate(coroutine: Any) -> Any:
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    coroutine.close()
    raise RuntimeError("an async function passed to the student's code may await nothing real")
