"""Values as they cross: rebuilt from what a cell sends, and written for it. The trusted half; see ``messages``.

A form is JSON, or an object with one key that says what JSON has no word for (``docs/contract.md``, "Values that
cross"). The harness only.
"""

from __future__ import annotations

import base64
import datetime as dt
import decimal
import math
import uuid
from collections.abc import Callable
from typing import Any

import msgspec

from grader.harness.wire.messages import Violation

MAX_DEPTH = 64
MAX_ITEMS = 100_000
MAX_ODD_KEYS = 4_000
"""Items in keys that are not text: in those of one container, or of many small ones that could cost as much. Their
hashes are not randomised, and to tell colliding ones apart takes a comparison of each one's items with all others'. A
long whole number counts as many, for a comparison with a decimal takes it apart.
"""
LONG_BITS = 128
BITS_AN_ITEM = 4
"""What a whole number has more than ``LONG_BITS`` counts as an item for each of so many."""
RESPONSE_ITEMS = 100
"""What a response counts as: it takes as much time and memory."""
MAX_DIGITS = 4300
MAX_EXPONENT = 10_000
"""Of a decimal: ``int()`` or formatting of a larger one would fill the memory of this side."""
MAX_NAME = 200


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
    """Rebuilds values. ``adopt`` turns a handle into what tests hold, ``response`` makes a response of its form. One
    reader reads one message, for its limits are those of a message.
    """

    def __init__(self, adopt: Callable[[Handle], Any], response: Callable[[Any], Any] | None = None) -> None:
        self._adopt = adopt
        self._response = response
        self._items = 0
        self._lengths = 0
        self._comparisons = 0

    def value(self, form: Any, depth: int = 0) -> Any:
        """A value of exact built-in types, or ``Violation``."""
        self._count(1)
        if depth > MAX_DEPTH:
            raise Violation(f"a value of more than {MAX_DEPTH} levels")
        if isinstance(form, list):
            return [self.value(item, depth + 1) for item in form]
        if not isinstance(form, dict):
            return self._measured(form)
        if len(form) != 1:
            raise Violation("a value of no known form")
        ((kind, body),) = form.items()
        if kind in SCALARS:
            return self._measured(SCALARS[kind](body))
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
            self._count(RESPONSE_ITEMS)
            return self._response(body)
        raise Violation("a value of no known form")

    def _keys(self, forms: list[Any], depth: int) -> list[Any]:
        keys, odd = [], 0
        for form in forms:
            before = self._items + self._lengths
            key = self.value(form, depth)
            odd += 0 if isinstance(key, str | bytes) else self._items + self._lengths - before
            keys.append(key)
        self._comparisons += odd * odd
        if self._comparisons > MAX_ODD_KEYS**2:
            raise Violation("too many keys that are not text")
        try:
            hash(tuple(keys))
        except TypeError as error:
            raise Violation("a key that can't be one") from error
        return keys

    def _measured(self, scalar: Any) -> Any:
        if type(scalar) is int and scalar.bit_length() > LONG_BITS:
            self._lengths += (scalar.bit_length() - LONG_BITS) // BITS_AN_ITEM
        return scalar

    def _count(self, items: int) -> None:
        self._items += items
        if self._items > MAX_ITEMS:
            raise Violation(f"a value of more than {MAX_ITEMS} items")

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
