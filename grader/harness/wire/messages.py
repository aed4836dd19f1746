"""The trusted half of the wire: reads what a cell sends as if an enemy had written it, for that is who may have.

Theory of operation. A frame is four bytes of length and that many bytes of JSON. It is decoded by a *typed* decoder
into one of the seven messages below; unknown fields, wrong types, NaN and trailing bytes are refused. Values inside are
then rebuilt by ``values.Reader`` from exact built-in types, bounded in depth and count; nothing of the sender's is
imported, compared, hashed or called. Anything else is a ``Violation``: the cell is killed and the test has its outcome.
No other exception leaves these two modules.

The harness only. The other half is in ``grader.sandbox.wire``; the forms are in ``docs/contract.md``.
"""

from __future__ import annotations

import math
import struct
from typing import Any

import msgspec

HEADER = struct.Struct(">I")


class Violation(Exception):
    """What came from the sandbox is not what honest code sends."""


class ErrorForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An exception: class names from the most special on, text, ``[file, line, function]`` frames, its handle."""

    names: list[str]
    text: Any
    frames: list[tuple[str, int, str]]
    value: Any


class _Message(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", kw_only=True):
    now: float
    sleeps: list[float]


class Answer(_Message, tag="answer", frozen=True):
    """The operation came to this value. ``peeked``: attributes asked for with it, in lists of one, or null."""

    value: Any
    peeked: list[Any] = []


class Raised(_Message, tag="raised", frozen=True):
    """The operation raised this. ``peeked``: as in ``Answer``."""

    error: ErrorForm
    peeked: list[Any] = []


class HttpAsk(_Message, tag="http", frozen=True):
    """The student's httpx sends a request. Timeouts (to read, to connect) in seconds, or null for none."""

    method: str
    url: str
    headers: list[tuple[str, str]]
    body: str
    timeout: float | None
    connect_timeout: float | None = None


class CollectAsk(_Message, tag="collect", frozen=True):
    """The time has come at which a request is answered that had to wait; it is meant by its number."""

    number: int


class CallbackAsk(_Message, tag="callback", frozen=True):
    """The student's code calls a callable of the test's."""

    callback: int
    args: list[Any]
    kwargs: list[tuple[str, Any]]


class Stuck(_Message, tag="stuck", frozen=True):
    """Every thread over there waits for another one; ``frames``: where."""

    frames: list[tuple[str, int, str]] = []


class Hung(_Message, tag="hung", frozen=True):
    """The code over there has used up its CPU time; ``frames``: where. ``again``: sooner, at a place at which tests
    have hung before.
    """

    frames: list[tuple[str, int, str]]
    again: bool = False


Message = Answer | Raised | HttpAsk | CollectAsk | CallbackAsk | Stuck | Hung
_decoder: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)


def read_message(body: bytes) -> Message:
    """One frame's body as a message, or ``Violation``."""
    try:
        message = _decoder.decode(body)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError, ValueError) as error:
        raise Violation("a message that can't be understood") from error
    if not math.isfinite(message.now) or not all(math.isfinite(seconds) for seconds in message.sleeps):
        raise Violation("a time that is no number")
    return message


def write_message(message: dict[str, Any]) -> bytes:
    """A message to a cell, as a whole frame."""
    body = msgspec.json.encode(message)
    return HEADER.pack(len(body)) + body
