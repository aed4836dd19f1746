"""Values as they stand on the wire, from a hostile cell: most of them right, some nearly. Made from a ``Source``."""

from __future__ import annotations

import base64
import gzip
import zlib
from collections.abc import Callable
from typing import Any

from .source import Source

TEXTS = (
    *("", "a", "value", "NotImplementedError", "__class__", "work.py", "é", "\U0001f600", "\x00", "\r\n", "\u202e"),
    *("nan", "-inf", "1e309", "1E+9999999", "sNaN", "-0", "٣", "9" * 40, "9" * 41, "2305843009213693951"),
    *("YQ==", "YQ", "7aCA", "/w==", "AAAA" * 99, "2026-01-05", "2026-01-05T09:00:00+23:59", "0001-01-01T00:00+23:59"),
    *("25:00", "24:00:00", "P1D", "{12345678-1234-5678-1234-567812345678}", "urn:uuid:", "\ud800", "x" * 500),
)
NUMBERS = (0, 1, -1, -2, 2, 3, 7, 64, 100, 199, 200, 304, 599, 600, 2**31, 2**53, 2**61 - 1, 2**63, 2**64, 10**400)
FLOATS = (0.0, -0.0, 0.5, 1e-9, -1.0, 1e9, 4e9, 1e17, 1.7976931348623157e308, -1e308, 5e-324)
SCALARS: dict[str, tuple[Any, ...]] = {
    "text": ("7aCA", "YQ==", ""),
    "bytes": ("YQ==", "", "AAAA" * 9),
    "int": ("12345678901234567890", "-5", str(2**61 + 6), "9" * 40),
    "float": ("nan", "inf", "-inf"),
    "datetime": ("2026-01-05T09:00:00", "2026-01-05T09:00:00+23:59", "0001-01-01T00:00:00+23:59", "20260105T09"),
    "date": ("2026-01-05", "9999-12-31", "2026-W01-1"),
    "time": ("09:00:00", "23:59:59.999999+00:01", "T0900"),
    "timedelta": ([1, 2, 3], [-999999999, 0, 0], [0, 10**15, -1]),
    "decimal": ("1E+10", "NaN", "sNaN", "-Infinity", "1E-10000", "0.1"),
    "uuid": ("12345678-1234-5678-1234-567812345678", "urn:uuid:12345678123456781234567812345678"),
}
CONTAINERS = ("tuple", "set", "frozenset", "dict", "handle", "response")
UNKNOWN = ("callback", "object", "", "list")
HEADERS = (
    *(("content-type", "text/plain"), ("Content-Encoding", "gzip"), ("Set-Cookie", "a=b; Max-Age=9e9"), ("", "")),
    *(
        ("content-type", "x; charset=punycode"),
        ("content-type", 'a; charset="\x00"'),
        ("Host", "x"),
        ("location", "/b"),
    ),
    *(("Content-Encoding", "gzip, deflate"), ("content-encoding", "br"), ("set-cookie", '=;;="'), ("É", "ÿ\r\n")),
    *(("Location", "http://xn--a/"), ("Location", "//[/"), ("Location", "http://own.test/"), ("Location", "\x00")),
    *(("Content-Length", "-1"), ("Transfer-Encoding", "x"), ("x", "x" * 399), ("x", "x" * 400), ("\u20ac", "")),
)
BODIES = (
    *("", "YQ==", "e30=", base64.b64encode(gzip.compress(b"packed", mtime=0)).decode(), "W" * 4000),
    *(base64.b64encode(gzip.compress(bytes(1 << 16), mtime=0)).decode(), base64.b64encode(zlib.compress(b"")).decode()),
)
METHODS = ("GET", "POST", "", "get", "é", "G T", "\r\n", "M" * 999)
URLS = (
    *("http://api.test/", "http://own.test/", "http://api.test/a?b=c", "http://asgi.test/%ff", "http://fails.test/"),
    *("https://api.test:8000/#f", "/", "", "//", "a:b", "http://xn--a/", "http://xn--99999999a/x", "http://[::1]/"),
    *(
        "http://[fe80::1%25x]/",
        "http://[v1.x]/",
        "http://é/",
        "http://a:99999/",
        "http://a:b/",
        "http://a b/",
        "http://" + "a" * 300,
    ),
    *("http://a\x7f/", "HTTP://API.TEST", "http://u:p@api.test/", "data:,x", "http://%zz/", "http://test/", "mailto:a"),
)
STATUS = (200, 302, 404, 500, 204, 100, 599)
COPIES = (1, 2, 3, 11, 50, 100)


def text(source: Source) -> str:
    """A text: a known one, or some bytes."""
    if source.below(3):
        return source.pick(TEXTS)
    return source.take(source.below(24)).decode("latin-1")


def number(source: Source) -> Any:
    """A number of some kind, and seldom something else."""
    kind = source.below(10)
    if kind == 9:
        return source.pick((True, None, "1", [], {}))
    return source.pick(FLOATS) if kind > 6 else source.pick(NUMBERS) if kind > 3 else source.byte()


def form(source: Source, depth: int = 0) -> Any:
    """A value."""
    kind = source.below(12)
    if kind < 2 or depth > 15 or not source.left:
        return source.pick((None, True, False, 0, "", []))
    if kind < 4:
        return number(source)
    if kind < 6:
        return text(source)
    if kind < 8:
        return many(source, depth)
    name: str = source.pick(tuple(SCALARS)) if kind < 10 else source.pick(CONTAINERS)
    if source.once_in(60):
        name = source.pick(UNKNOWN)
    body = BODIES_OF.get(name, _listed)(source, depth) if not source.once_in(60) else form(source, depth + 1)
    if name in SCALARS:
        body = source.pick(SCALARS[name]) if not source.once_in(8) else text(source)
    return {name: body, "more": None} if source.once_in(99) else {name: body}


def many(source: Source, depth: int = 0) -> list[Any]:
    """A list of forms: different ones, or one over and over, or one inside itself."""
    if source.once_in(40):
        return [form(source, depth + 1)] * source.copies(COPIES)
    if source.once_in(40):
        return nested(form(source, depth + 1), source.pick((3, 8, 10, 11, 12, 40)))
    return _listed(source, depth)


def nested(inner: Any, levels: int) -> Any:
    """That many lists around a form."""
    for _ in range(levels):
        inner = [inner]
    return inner


def handle(source: Source, depth: int = 0) -> list[Any]:
    """The body of a handle."""
    fields = [[text(source), form(source, depth + 1)] for _ in range(source.below(4))] if source.below(2) else None
    name = "Thing" if source.below(4) else text(source)
    number_of = source.below(9) if not source.once_in(20) else number(source)
    return [number_of, name, bool(source.below(2)), fields if not source.once_in(40) else form(source, depth)]


def headers(source: Source) -> list[Any]:
    """Pairs of names and values."""
    if source.below(2):
        return []
    found: list[Any] = [list(source.pick(HEADERS)) for _ in range(source.below(4))]
    if source.once_in(16):
        found = found * source.copies(COPIES)
    return [*found, [text(source), text(source)]] if source.once_in(6) else found


def body(source: Source) -> Any:
    """A body in base64; sometimes one that bursts."""
    return source.pick(BODIES) if not source.once_in(8) else text(source)


def url(source: Source) -> str:
    """An address, most often of a service that is there."""
    found = source.pick(URLS[:5]) if source.below(3) else source.pick(URLS)
    return found + text(source) if source.once_in(6) else found


def method(source: Source) -> str:
    """A method, most often a known one."""
    return source.pick(METHODS[:2]) if source.below(4) else source.pick(METHODS)


def status(source: Source) -> Any:
    """A status, most often one that there is."""
    return source.pick(STATUS) if not source.once_in(12) else number(source)


def _listed(source: Source, depth: int) -> list[Any]:
    return [form(source, depth + 1) for _ in range(source.below(5))]


def _keys(source: Source, depth: int) -> list[Any]:
    """Keys, and sometimes many whose hashes are the same."""
    if not source.once_in(16):
        return [text(source) if source.below(3) else form(source, depth + 1) for _ in range(source.below(4))]
    count = source.copies((3, 13, 20, 60))
    if source.below(2):
        return [{"int": str(7 + step * (2**61 - 1))} for step in range(count)]
    return [{"tuple": [-1 - (step >> bit & 1) for bit in range(6)]} for step in range(count)]


def _pairs(source: Source, depth: int) -> list[Any]:
    return [[key, form(source, depth + 1)] for key in _keys(source, depth)] + ([[1]] if source.once_in(60) else [])


def _response(source: Source, _depth: int) -> list[Any]:
    return [status(source), headers(source), body(source), method(source), url(source)]


BODIES_OF: dict[str, Callable[[Source, int], Any]] = {
    "set": _keys,
    "frozenset": _keys,
    "dict": _pairs,
    "handle": handle,
    "response": _response,
}
