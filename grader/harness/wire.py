"""The trusted half of the wire: reads what a cell sends as if an enemy had written it, for that is who may have.

Theory of operation. A frame is four bytes of length and that many bytes of JSON. It is decoded by a *typed* decoder
into one of the five messages below; unknown fields, wrong types, NaN and trailing bytes are refused. Values inside are
then rebuilt by ``Reader`` from exact built-in types, bounded in depth and count; nothing of the sender's is imported,
compared, hashed or called. Anything else is a ``Violation``: the cell is killed and the test has its outcome. No other
exception leaves this module.

The harness only. The other half is ``grader.sandbox.frames`` and ``codec``; the forms are in ``docs/contract.md``.
"""

from __future__ import annotations

import base64
import datetime as dt
import decimal
import math
import struct
import uuid
from collections.abc import Callable
from typing import Any

import msgspec

HEADER = struct.Struct(">I")
MAX_DEPTH = 64
MAX_ITEMS = 100_000
MAX_ODD_KEYS = 2_000
"""Keys that are not text. Their hashes are not randomised, so that many colliding ones would cost quadratic time."""
MAX_DIGITS = 4300
MAX_EXPONENT = 10_000
"""Of a decimal: ``int()`` or formatting of a larger one would fill the memory of this side."""
MAX_NAME = 200


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
    """The student's httpx sends a request. ``timeout`` in seconds, or null for none."""

    method: str
    url: str
    headers: list[tuple[str, str]]
    body: str
    timeout: float | None


class CallbackAsk(_Message, tag="callback", frozen=True):
    """The student's code calls a callable of the test's."""

    callback: int
    args: list[Any]
    kwargs: list[tuple[str, Any]]


class Stuck(_Message, tag="stuck", frozen=True):
    """Every thread over there waits for another one."""


Message = Answer | Raised | HttpAsk | CallbackAsk | Stuck
_decoder: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)
_error_decoder = msgspec.json.Decoder(ErrorForm)


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


def unbase64(text: object) -> bytes:
    """Strict base64, or ``Violation``."""
    if not isinstance(text, str):
        raise Violation("bytes that are no text")
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise Violation("bytes that are not base64") from error


def _text(body: object) -> str:
    try:
        return unbase64(body).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise Violation("text that is not UTF-8") from error


def _integer(body: object) -> int:
    if (
        not isinstance(body, str)
        or len(body.removeprefix("-")) > MAX_DIGITS
        or not body.removeprefix("-").isdecimal()
        or not body.isascii()
    ):
        raise Violation("a whole number that is none")
    return int(body)


def _float(body: object) -> float:
    if body not in ("nan", "inf", "-inf"):
        raise Violation("a float that is none")
    return float(str(body))


def _parsed(parse: Callable[[str], Any]) -> Callable[[object], Any]:
    def read(body: object) -> Any:
        if not isinstance(body, str) or len(body) > MAX_NAME:
            raise Violation("a value that is no text")
        try:
            return parse(body)
        except (ValueError, ArithmeticError) as error:
            raise Violation("a value of the wrong form") from error

    return read


def _decimal(body: str) -> decimal.Decimal:
    value = decimal.Decimal(body)
    if value.is_finite() and abs(value.adjusted()) > MAX_EXPONENT:
        raise ValueError("exponent")
    return value


def _timedelta(body: object) -> dt.timedelta:
    if not (isinstance(body, list) and len(body) == 3 and all(type(part) is int for part in body)):
        raise Violation("a time span that is none")
    try:
        return dt.timedelta(*body)
    except OverflowError as error:
        raise Violation("a time span that is too long") from error


SCALARS: dict[str, Callable[[object], Any]] = {
    "text": _text,
    "bytes": unbase64,
    "int": _integer,
    "float": _float,
    "datetime": _parsed(dt.datetime.fromisoformat),
    "date": _parsed(dt.date.fromisoformat),
    "time": _parsed(dt.time.fromisoformat),
    "timedelta": _timedelta,
    "decimal": _parsed(_decimal),
    "uuid": _parsed(uuid.UUID),
}


class Handle(msgspec.Struct, frozen=True):
    """An object that stays with the student: its number, class name, whether it can be called, a record's fields."""

    number: int
    name: str
    callable: bool
    fields: dict[str, Any] | None


class Reader:
    """Rebuilds values. ``adopt`` turns a handle into what tests hold, ``response`` makes a response of its form; one
    reader reads one message.
    """

    def __init__(self, adopt: Callable[[Handle], Any], response: Callable[[Any], Any] | None = None) -> None:
        self._adopt = adopt
        self._response = response
        self._items = 0

    def value(self, form: Any, depth: int = 0) -> Any:
        """A value of exact built-in types, or ``Violation``."""
        self._items += 1
        if self._items > MAX_ITEMS:
            raise Violation(f"a value of more than {MAX_ITEMS} items")
        if depth > MAX_DEPTH:
            raise Violation(f"a value of more than {MAX_DEPTH} levels")
        if isinstance(form, list):
            return [self.value(item, depth + 1) for item in form]
        if not isinstance(form, dict):
            return form
        if len(form) != 1:
            raise Violation("a value of no known form")
        ((kind, body),) = form.items()
        if kind in SCALARS:
            return SCALARS[kind](body)
        if not isinstance(body, list):
            raise Violation("a value of no known form")
        return self._container(kind, body, depth + 1)

    def _container(self, kind: str, body: list[Any], depth: int) -> Any:
        if kind == "tuple":
            return tuple(self.value(item, depth) for item in body)
        if kind in ("set", "frozenset"):
            items = self._keys(body, depth)
            return set(items) if kind == "set" else frozenset(items)
        if kind == "dict":
            if not all(isinstance(pair, list) and len(pair) == 2 for pair in body):
                raise Violation("a dict that is none")
            keys = self._keys([pair[0] for pair in body], depth)
            return dict(zip(keys, (self.value(pair[1], depth) for pair in body), strict=True))
        if kind == "handle":
            return self._adopt(self._handle(body, depth))
        if kind == "response" and self._response is not None:
            return self._response(body)
        raise Violation("a value of no known form")

    def _keys(self, forms: list[Any], depth: int) -> list[Any]:
        keys = [self.value(form, depth) for form in forms]
        if sum(not isinstance(key, str | bytes) for key in keys) > MAX_ODD_KEYS:
            raise Violation("too many keys that are not text")
        try:
            hash(tuple(keys))
        except TypeError as error:
            raise Violation("a key that can't be one") from error
        return keys

    def _handle(self, body: list[Any], depth: int) -> Handle:
        if len(body) != 4:
            raise Violation("a handle that is none")
        number, name, can_be_called, fields = body
        if type(number) is not int or not 0 <= number <= MAX_ITEMS or type(can_be_called) is not bool:
            raise Violation("a handle that is none")
        if not isinstance(name, str):
            raise Violation("a handle without a name")
        if fields is not None:
            if not isinstance(fields, list) or not all(_is_field(field) for field in fields):
                raise Violation("a record without fields")
            fields = {field[0]: self.value(field[1], depth) for field in fields}
        return Handle(number, name[:MAX_NAME], can_be_called, fields)


def _is_field(field: object) -> bool:
    return isinstance(field, list) and len(field) == 2 and isinstance(field[0], str)


class Writer:
    """Turns the test's values into JSON for a cell. ``reference`` gives the form of a Remote or a callable, or None."""

    def __init__(self, reference: Callable[[Any], dict[str, Any] | None]) -> None:
        self._reference = reference

    def form(self, value: Any) -> Any:
        """The form of a value; ``TypeError`` tells a suite's author what can't be sent."""
        if value is None or isinstance(value, bool):
            return value
        found = self._reference(value)
        if found is not None:
            return found
        if isinstance(value, str):
            return _text_form(str(value))
        if isinstance(value, int):
            return int(value) if abs(value) < 2**53 else {"int": str(int(value))}
        if isinstance(value, float):
            return float(value) if math.isfinite(value) else {"float": repr(float(value))}
        return self._other(value)

    def _other(self, value: Any) -> Any:
        if isinstance(value, bytes | bytearray):
            return {"bytes": base64.b64encode(value).decode("ascii")}
        if isinstance(value, list):
            return [self.form(item) for item in value]
        if isinstance(value, dict):
            return {"dict": [[self.form(key), self.form(item)] for key, item in value.items()]}
        for kind in (tuple, set, frozenset):
            if isinstance(value, kind):
                return {kind.__name__: [self.form(item) for item in value]}
        for moment in (dt.datetime, dt.date, dt.time):
            if isinstance(value, moment):
                return {moment.__name__: value.isoformat()}
        if isinstance(value, dt.timedelta):
            return {"timedelta": [value.days, value.seconds, value.microseconds]}
        if isinstance(value, decimal.Decimal | uuid.UUID):
            return {type(value).__name__.lower(): str(value)}
        raise TypeError(f"a {type(value).__name__} can't be passed to the student's code; see docs/contract.md")


def _text_form(text: str) -> Any:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return {"text": base64.b64encode(text.encode("utf-8", "surrogatepass")).decode("ascii")}
    return text
