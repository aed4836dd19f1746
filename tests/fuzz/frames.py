"""Messages as a hostile cell sends them: what each operation may be answered with, and what a cell may ask. Most of
them right, some nearly, some of another kind than is waited for. Made from a ``Source``.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

from . import forms
from .source import Source

PLACES = (
    None,
    ["work.py", 1, "f"],
    ["work.py", True, "f"],
    ["/etc/passwd", 10**9, ""],
    [1, 2, 3],
    ["work.py", -1, "f"],
)
NAMES = (["ValueError", "Exception"], ["NotImplementedError", "RuntimeError"], ["\r\n\x1b[2J"], [], ["a" * 300] * 60)


def error(source: Source) -> dict[str, Any]:
    """An exception."""
    names = source.pick(NAMES[:2]) if source.below(3) else source.pick(NAMES)
    said = forms.text(source) if source.below(4) else forms.form(source)
    return {"names": names, "text": said, "frames": places(source), "value": _held(source)}


def places(source: Source) -> list[Any]:
    """Where code is, from the outside in."""
    place = source.pick(PLACES[1:]) if not source.once_in(12) else forms.form(source)
    return [place] * source.below(3)


def answer_form(source: Source) -> dict[str, Any]:
    """An answer of an application."""
    found = {"status": forms.status(source), "headers": forms.headers(source), "body": forms.body(source)}
    if source.once_in(8):
        found["headers"] = [["content-encoding", source.pick(("gzip", "gzip, gzip", "deflate", "x-gzip,br"))]]
    return {**found, "more": 1} if source.once_in(60) else found


def _called(source: Source) -> dict[str, Any]:
    changed = [[source.pick((0, "key", 1, -1, None)), forms.many(source)] for _ in range(source.below(3) // 2)]
    changed = changed if not source.once_in(30) else forms.form(source)
    return {"value": _held(source), "changed": changed, "place": source.pick(PLACES) if source.below(2) else None}


def _held(source: Source) -> Any:
    if source.below(3):
        return {"handle": [source.below(9), "Thing", True, None]}
    return forms.form(source)


def _got(source: Source) -> dict[str, Any]:
    return {"value": _held(source), "lasting": bool(source.below(2))}


def _together(source: Source) -> list[Any]:
    made: tuple[Callable[[], dict[str, Any]], ...] = (
        lambda: {"value": forms.form(source)},
        lambda: {"response": answer_form(source)},
        lambda: {"error": error(source)},
    )
    return [source.pick(made)() for _ in range(source.below(4))]


def _app(source: Source) -> dict[str, Any]:
    return {"response": answer_form(source), "error": error(source) if source.once_in(4) else None}


def _stepped(source: Source) -> dict[str, Any]:
    sent = {"tuple": [{"bytes": "FgMB"}, bool(source.below(2))]}
    return {"value": sent if source.below(4) else forms.form(source)}


ANSWERS: dict[str, Callable[[Source], Any]] = {
    "form": lambda source: None,
    "call": _called,
    "get": _got,
    "item": forms.form,
    "len": forms.number,
    "take": lambda source: [forms.form(source) for _ in range(source.below(5))],
    "asgi": _app,
    "together": _together,
    "advance": lambda source: source.pick((None, 0.5, 10, {"float": "nan"}, {"int": "9" * 400})),
    "tls": forms.number,
    "step": _stepped,
}


def outcome(operation: str, source: Source) -> dict[str, Any]:
    """What an operation comes to; seldom what another one would."""
    if source.once_in(16):
        operation = source.pick(tuple(ANSWERS))
    if source.once_in(5):
        made: dict[str, Any] = {"type": "raised", "error": error(source)}
    else:
        made = {"type": "answer", "value": ANSWERS[operation](source)}
    if source.once_in(6):
        made["peeked"] = [source.pick((None, [1], [forms.form(source)], 1)) for _ in range(source.below(4))]
    return made


def question(source: Source) -> dict[str, Any]:
    """What a cell asks while it works."""
    kind = source.below(8)
    if kind == 7:
        return {"type": "collect", "number": source.below(3) if not source.once_in(8) else forms.number(source)}
    if kind < 4:
        return http_ask(source)
    kwargs = [[forms.text(source), forms.form(source)] for _ in range(source.below(4) // 2)]
    number = source.below(3) if not source.once_in(20) else forms.number(source)
    return {"type": "callback", "callback": number, "args": forms.many(source), "kwargs": kwargs}


def http_ask(source: Source) -> dict[str, Any]:
    """A request of the student's."""
    timeout = source.pick((None, 5, 0, -1, 1e308, 1e-9)) if not source.once_in(30) else forms.number(source)
    made = {"method": forms.method(source), "url": forms.url(source), "headers": forms.headers(source)}
    return {"type": "http", **made, "body": forms.body(source), "timeout": timeout}


def no_way_on(source: Source) -> dict[str, Any]:
    """What is said by a cell in which nothing goes on: all of it waits, or its time is used up."""
    if source.once_in(3):
        return {"type": "stuck"}
    again = {"again": bool(source.below(2))} if source.once_in(2) else {}
    return {"type": source.pick(("stuck", "hung")), "frames": places(source), **again}


def message(operation: str, source: Source) -> dict[str, Any]:
    """Any message."""
    kind = source.below(8)
    made = outcome(operation, source) if kind < 3 else question(source) if kind < 7 else no_way_on(source)
    return enveloped(made, source)


def enveloped(made: dict[str, Any], source: Source) -> dict[str, Any]:
    """With the time, and sometimes without something that belongs to it."""
    made = {**made, "now": 0.0, "sleeps": []}
    if source.once_in(5):
        made["now"] = source.pick((1.0, 60.5, 1e9, -1.0)) if source.below(4) else forms.number(source)
        made["sleeps"] = [source.pick((0.5, 1e308, -1.0))] * source.copies((1, 2, 60))
    if source.once_in(60):
        made.pop(source.pick(tuple(made)))
    return made


def packed(made: Any, source: Source) -> bytes:
    """The bytes of a frame's body: as they should be, or damaged."""
    data = json.dumps(made, separators=(",", ":")).encode("ascii")
    if source.once_in(24) and data:
        at = source.byte() * 7 % len(data)
        data = data[:at] + source.take(source.below(4)) + data[at + source.below(3) :]
    return data


def frame(data: bytes, source: Source) -> bytes:
    """A whole frame, or one whose length lies."""
    length = len(data) if not source.once_in(40) else source.pick((0, 1, len(data) + 1, 1 << 20, 2**32 - 1))
    return struct.pack(">I", length) + data
