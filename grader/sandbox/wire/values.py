"""Turns the student's values into JSON and the runner's JSON into values. Sandbox only.

The forms are those of ``docs/contract.md``, "Values that cross". What JSON has stands for itself; everything else is an
object with one key that says what it is. What can't be a value stays here, and a *handle* goes out in its place.
Nothing in here is trusted by the other side: it only has to be right for honest code.
"""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import decimal
import enum
import inspect
import math
import uuid
from collections.abc import Callable
from typing import Any

import httpx

SAFE_INT = 2**53
MAX_DEPTH = 64
TIMEDELTA = (dt.timedelta.days, dt.timedelta.seconds, dt.timedelta.microseconds)
SCALARS: dict[type, tuple[str, Callable[[Any], Any]]] = {
    dt.datetime: ("datetime", dt.datetime.isoformat),
    dt.date: ("date", dt.date.isoformat),
    dt.time: ("time", dt.time.isoformat),
    dt.timedelta: ("timedelta", lambda value: [part.__get__(value) for part in TIMEDELTA]),
    decimal.Decimal: ("decimal", decimal.Decimal.__str__),
    uuid.UUID: ("uuid", uuid.UUID.__str__),
}
"""The classes' own methods: a subclass that shows itself in another way is still a value of its base."""


class Handles:
    """The objects that the runner holds by number. The same object always has the same number; 0 is the module."""

    def __init__(self) -> None:
        self._objects: list[Any] = [None]
        self._numbers: dict[int, int] = {}

    def set_module(self, module: Any) -> None:
        """Make the student's module number 0."""
        self._objects[0] = module

    def number(self, value: Any) -> int:
        """The number of an object, a new one if it has none yet."""
        number = self._numbers.get(id(value))
        if number is None:
            number = self._numbers[id(value)] = len(self._objects)
            self._objects.append(value)  # keeps it alive, so that its id stays its own
        return number

    def __getitem__(self, number: int) -> Any:
        return self._objects[number]


class Codec:
    """Both directions. ``callback(number, awaitable, name)`` makes what stands for a callable of the test's."""

    def __init__(self, handles: Handles, callback: Callable[[int, bool, str], Any]) -> None:
        self._handles = handles
        self._callback = callback
        self._forms = self._table()

    def encode(self, value: Any, depth: int = 0) -> Any:
        """A value as JSON. ``ValueError`` for what is nested too deep (or in itself)."""
        kind = type(value)
        if value is None or kind is bool:
            return value
        if depth > MAX_DEPTH:
            raise ValueError(f"a value nested more than {MAX_DEPTH} levels deep, or inside itself, can't be sent")
        if kind in SCALARS:
            name, form = SCALARS[kind]
            return {name: form(value)}
        if issubclass(kind, enum.Enum) and not issubclass(kind, str | int):
            return self.handle(value, depth)
        if issubclass(kind, tuple) and hasattr(value, "_fields"):
            return self.handle(value, depth)
        return self._flat(value, kind, depth)

    def _flat(self, value: Any, kind: type, depth: int) -> Any:
        """By its class, and not by what it says that is: a proxy is no value of the class that it stands in for."""
        if issubclass(kind, str):
            return encode_text(str.__str__(value))
        if issubclass(kind, int):
            number = int.__int__(value)
            return number if -SAFE_INT < number < SAFE_INT else {"int": str(number)}
        if issubclass(kind, float):
            exact = float.__float__(value)
            return exact if math.isfinite(exact) else {"float": repr(exact)}
        if issubclass(kind, bytes | bytearray):
            return {"bytes": base64.b64encode(value).decode("ascii")}
        if issubclass(kind, list):
            return [self.encode(item, depth + 1) for item in list.__iter__(value)]
        if issubclass(kind, tuple):
            return {"tuple": [self.encode(item, depth + 1) for item in tuple.__iter__(value)]}
        if issubclass(kind, dict):
            pairs = dict.items(value)
            return {"dict": [[self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in pairs]}
        for collection in (set, frozenset):
            if issubclass(kind, collection):
                items = collection.__iter__(value)
                return {collection.__name__: [self.encode(item, depth + 1) for item in items]}
        for base, (name, form) in SCALARS.items():  # a subclass; datetime stands before date
            if issubclass(kind, base):
                return {name: form(value)}
        if issubclass(kind, httpx.Response) and (answer := response_form(value)) is not None:
            return {"response": answer}
        return self.handle(value, depth)

    def handle(self, value: Any, depth: int = 0) -> Any:
        """Number, class name, whether it can be called, and for a record its fields (else null)."""
        fields = None
        found = None if inspect.isclass(value) else record_fields(value)
        if found is not None:
            fields = [[name, self.encode(item, depth + 1)] for name, item in found.items()]
        name = getattr(value, "__name__", "") if inspect.isroutine(value) or inspect.isclass(value) else ""
        return {"handle": [self._handles.number(value), str(name or type(value).__name__), callable(value), fields]}

    def decode(self, form: Any) -> Any:
        """JSON from the runner as a value."""
        if isinstance(form, list):
            return [self.decode(item) for item in form]
        if not isinstance(form, dict):
            return form
        ((kind, body),) = form.items()
        return self._forms[kind](body)

    def _table(self) -> dict[str, Callable[[Any], Any]]:
        return {
            "int": int,
            "float": float,
            "text": lambda body: base64.b64decode(body).decode("utf-8", "surrogatepass"),
            "bytes": base64.b64decode,
            "tuple": lambda body: tuple(self.decode(body)),
            "set": lambda body: set(self.decode(body)),
            "frozenset": lambda body: frozenset(self.decode(body)),
            "dict": lambda body: {self.decode(key): self.decode(item) for key, item in body},
            "datetime": dt.datetime.fromisoformat,
            "date": dt.date.fromisoformat,
            "time": dt.time.fromisoformat,
            "timedelta": lambda body: dt.timedelta(*body),
            "decimal": decimal.Decimal,
            "uuid": uuid.UUID,
            "handle": lambda body: self._handles[body],
            "callback": lambda body: self._callback(*body),
            "response": lambda body: response_of(*body),
        }


def encode_text(text: str) -> Any:
    """A str as JSON; one with lone surrogates, which UTF-8 does not have, in another form."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return {"text": base64.b64encode(text.encode("utf-8", "surrogatepass")).decode("ascii")}
    return text


def response_form(response: httpx.Response) -> list[Any] | None:
    """Status, headers, body (unpacked), and of the request its method and URL; None while the body is unread."""
    try:
        body = base64.b64encode(response.content).decode("ascii")
    except httpx.ResponseNotRead:
        return None
    try:
        asked = [response.request.method, str(response.request.url)]
    except RuntimeError:  # one that answers no request
        asked = ["GET", "http://unknown.test"]
    headers = [[name.decode("latin-1"), value.decode("latin-1")] for name, value in response.headers.raw]
    return [response.status_code, headers, body, *asked]


def response_of(status: int, headers: list[list[str]], body: str, method: str, url: str) -> httpx.Response:
    """A response of the test's."""
    response = httpx.Response(status, content=base64.b64decode(body), request=httpx.Request(method, url))
    response.headers = httpx.Headers([(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers])
    return response


def record_fields(value: Any) -> dict[str, Any] | None:
    """The fields of a record (dataclass, enum member, named tuple, pydantic model, attrs class), or None."""
    kind = type(value)
    if dataclasses.is_dataclass(kind):
        names = [field.name for field in dataclasses.fields(kind)]
    elif issubclass(kind, enum.Enum):
        return {"name": value.name, "value": value.value}
    elif issubclass(kind, tuple):
        names = list(value._fields)  # a named tuple
    elif isinstance(getattr(kind, "model_fields", None), dict):
        names = list(kind.model_fields)
    elif hasattr(kind, "__attrs_attrs__"):
        names = [field.name for field in kind.__attrs_attrs__]
    else:
        return None
    return {name: getattr(value, name) for name in names if hasattr(value, name)}
