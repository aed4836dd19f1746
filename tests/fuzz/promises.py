"""What must hold of everything that has come through the wire. A broken promise is an ``Exception``."""

from __future__ import annotations

import datetime as dt
import decimal
import uuid
from typing import Any

import httpx
import msgspec

from grader.grading.judge import judge, verdict
from grader.grading.suites import Case
from grader.harness import words
from grader.harness.suite import evidence
from grader.harness.suite.remote import Remote
from grader.harness.trial import Trial
from grader.harness.wire import values
from grader.result.model import TestResult

PLAIN = (
    type(None),
    bool,
    int,
    float,
    str,
    bytes,
    dt.datetime,
    dt.date,
    dt.time,
    dt.timedelta,
    decimal.Decimal,
    uuid.UUID,
)
MOST_RESULT = 1 << 20
"""Bytes of one test's result, whatever was handed to it."""


class Broken(Exception):
    """A promise of the wire was not kept."""


def plain(value: Any, messages: int = 1) -> None:
    """It is made of exact built-in types, Remotes and responses, and is no larger than the wire allows what comes in
    so many messages.
    """
    waiting, seen, comparisons = [(value, 0)], 0, 0
    while waiting:
        found, depth = waiting.pop()
        seen += 1
        if seen > values.MAX_ITEMS * messages or depth > values.MAX_DEPTH + messages:
            raise Broken(f"a value of {seen} items, {depth} levels")
        kind = type(found)
        if kind in (list, tuple, set, frozenset):
            waiting += [(item, depth + 1) for item in found]
        elif kind is dict:
            waiting += [(item, depth + 1) for pair in found.items() for item in pair]
        elif kind is Remote:
            waiting += [(item, depth + 1) for item in (found._handle.fields or {}).values()]
        elif kind not in PLAIN and kind is not httpx.Response:
            raise Broken(f"a value of the type {kind}")
        if kind in (set, frozenset, dict):
            comparisons += sum(_items(key) for key in found if type(key) not in (str, bytes)) ** 2
    if comparisons > values.MAX_ODD_KEYS**2 * messages:
        raise Broken(f"keys that could take {comparisons} comparisons")


def _items(key: Any) -> int:
    return 1 + sum(map(_items, key)) if isinstance(key, tuple | frozenset) else 1


def shown(value: Any) -> None:
    """It can be described in few words that every file can hold."""
    text = words.short(value)
    if len(text) > words.MAX_SHORT:
        raise Broken(f"{len(text)} characters in short")


def told(value: Any) -> str:
    """The value as text, the same for the same value whatever the order of its sets."""
    if isinstance(value, set | frozenset):
        return f"{type(value).__name__}{sorted(told(item) for item in value)}"
    if isinstance(value, list | tuple):
        return f"{type(value).__name__}({', '.join(told(item) for item in value)})"
    if isinstance(value, dict):
        return f"dict({', '.join(f'{told(key)}: {told(item)}' for key, item in value.items())})"
    if isinstance(value, Remote):
        return f"{value._handle.number} {told(value._handle.fields)}"
    if isinstance(value, httpx.Response):
        return f"{value.status_code} {value.headers.raw!r} {value.content!r}"
    return repr(value)


def verdict_on(trial: Trial, raised: BaseException | None) -> TestResult:
    """The verdict on a test that ended so."""
    case = Case("test_it", "task", "A test", 1.0, (), False, None, None)  # type: ignore[arg-type] # neither is looked at
    finding = judge([("call", raised)] if raised else [], trial)
    return verdict(case, finding, trial, {"work.py": "def f():\n    pass\n" * 20})


def result(trial: Trial, raised: BaseException | None) -> None:
    """The verdict on a test that ended so is one that can be written, read again, and is not too long."""
    made = verdict_on(trial, raised)
    for event in made.evidence.events:
        if max(len(event.source), len(event.target), len(event.label)) > evidence.MAX_LABEL * 2:
            raise Broken(f"an event that is too long to be drawn: {event}")
    written = msgspec.json.encode(made)
    if len(written) > MOST_RESULT:
        raise Broken(f"a result of {len(written)} bytes")
    if msgspec.json.decode(written, type=TestResult) != made:
        raise Broken("a result that is another one when it is read again")
