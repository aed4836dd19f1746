"""HTTP messages as they stand on the wire, and back. What a cell sends is read as if an enemy had written it: httpx
would unpack a body of some kilobytes to gigabytes, so that it is given bodies that are unpacked already. The harness
only.
"""

from __future__ import annotations

import base64
import re
import zlib
from typing import Any

import httpx

from grader.harness.jwt_words import with_jwts_in_words
from grader.harness.wire.messages import Violation
from grader.harness.wire.values import unbase64

MAX_UNPACKED = 8 << 20
MAX_CODINGS = 5
"""So many content codings on one body; with Python's help a body can be made that unpacks to itself."""
MAX_HEADERS = 500
MAX_HEADER = 16 << 10
MAX_ALL_HEADERS = 64 << 10
"""Bytes of one header, and of all together: servers take as many. httpx and the standard library read headers in ways
that take quadratic time, of all with the same name or of one with many semicolons.
"""
MAX_TYPE = 1000
SHOWN_BODY = 1000
"""Bytes of a body that the evidence keeps."""
WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
"""How zlib undoes a content coding: ``wbits`` of ``zlib.decompressobj``."""


CHARSETS = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin-1", "iso-8859-15", "windows-1252"})
"""What a body may be read as; anything else is read as UTF-8. A student's header names the codec, and Python has some
that take hours: measured, ``punycode`` takes two minutes for 1 MiB, and four times as long for twice as much.
"""
MAX_COOKIES = 8 << 10
"""Bytes of ``Cookie`` in a request. To take a quoted one apart takes Python before 3.11.10 time by the square of it
(CVE-2024-7592)."""
_CHARSET = re.compile(r"charset *= *\"?([\w.:-]{1,40})", re.IGNORECASE)


def request_form(request: httpx.Request) -> dict[str, Any]:
    """A request of the test's, whose body has been read, for a cell. Its extension ``tls`` is what ASGI says of the
    connection: https://asgi.readthedocs.io/en/latest/specs/tls.html.
    """
    return {
        "method": request.method,
        "url": str(request.url),
        "headers": header_form(request.headers),
        "body": base64.b64encode(request.content).decode("ascii"),
        "tls": request.extensions.get("tls"),
    }


def message_in_words(message: httpx.Request | httpx.Response) -> str:
    """Headers and the beginning of the body, for the evidence. A JWT is told by its header."""
    headers = "\n".join(f"{name}: {value}" for name, value in message.headers.items())
    body = message.content[:SHOWN_BODY].decode("utf-8", "replace")
    return with_jwts_in_words(f"{headers}\n\n{body}".strip())


def header_form(headers: httpx.Headers) -> list[list[str]]:
    """Headers as pairs of text, in their order."""
    return [[name.decode("latin-1"), value.decode("latin-1")] for name, value in headers.raw]


def response_of(form: Any, request: httpx.Request) -> httpx.Response:
    """The answer that a cell has sent, with its body unpacked; ``Violation`` if it is none."""
    if not isinstance(form, dict) or set(form) != {"status", "headers", "body"}:
        raise Violation("an answer of the wrong form")
    status, pairs = form["status"], form["headers"]
    if type(status) is not int or not 100 <= status <= 599:
        raise Violation("an answer without a status")
    headers, body = headers_of(pairs), unbase64(form["body"])
    response = httpx.Response(status, content=_unpacked(headers, body), request=request)
    response.headers = headers  # not before: httpx would unpack by them
    response.encoding = _charset(headers)
    response.stream = httpx.ByteStream(body)  # for whoever hands it on as it was sent
    return response


def check_location(response: httpx.Response) -> httpx.Response:
    """The response, for a client; ``httpx.RemoteProtocolError`` if it leads to what is no URL. httpx raises the same,
    but for a name that begins with xn-- and is none, where it lets out an error of idna's.
    """
    if response.has_redirect_location:
        try:
            _ = httpx.URL(response.headers["location"]).host
        except (httpx.InvalidURL, ValueError) as error:
            said = f"Invalid URL in location header: {error}"
            raise httpx.RemoteProtocolError(said, request=response.request) from error
    return response


def value_of(form: Any) -> httpx.Response:
    """A response that the student's code gave as a value; ``Violation`` if it is none. Its body was unpacked there."""
    match form:
        case [int(status), list(pairs), str(body), str(method), str(url)] if 100 <= status <= 599:
            request = request_of(method[:40], url[:8000])
            response = httpx.Response(status, content=unbase64(body), request=request)
            response.headers = headers_of(pairs)
            response.encoding = _charset(response.headers)
            response.stream = httpx.SyncByteStream()  # not the body as it was sent, which nobody knows any more
            return response
    raise Violation("a response that is none")


def value_form(response: httpx.Response) -> list[Any]:
    """A response of the test's as a value for a cell. It must have been read."""
    body = base64.b64encode(response.content).decode("ascii")
    try:
        asked = [response.request.method, str(response.request.url)]
    except RuntimeError:  # one that answers no request
        asked = ["GET", "http://unknown.test"]
    return [response.status_code, header_form(response.headers), body, *asked]


def request_of(method: str, url: str, headers: httpx.Headers | None = None, body: bytes = b"") -> httpx.Request:
    """A request that a cell has named, or ``Violation``."""
    try:
        request = httpx.Request(method, url, headers=headers, content=body)
        request.read()
        _ = request.url.host  # httpx only finds out now whether a name that begins with xn-- is one
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise Violation("a request that is none") from error
    return request


def headers_of(pairs: Any) -> httpx.Headers:
    """Headers that a cell has sent, pairs of text, or ``Violation``."""
    if not isinstance(pairs, list) or len(pairs) > MAX_HEADERS:
        raise Violation(f"headers that are none, or more than {MAX_HEADERS}")
    found, size, cookies = [], 0, 0
    for pair in pairs:
        match pair:
            case [str(name), str(value)]:
                try:  # httpx would list a name beyond ASCII, and then not find it
                    found.append((name.encode("ascii"), value.encode("latin-1")))
                except UnicodeEncodeError as error:
                    raise Violation("a header that is none") from error
                size += len(name) + len(value)
            case _:
                raise Violation("a header that is none")
        if len(name) + len(value) > MAX_HEADER or size > MAX_ALL_HEADERS:
            raise Violation(f"a header of more than {MAX_HEADER >> 10} KiB, or {MAX_ALL_HEADERS >> 10} KiB of them")
        cookies += len(value) if name.lower() == "cookie" else 0
        if cookies > MAX_COOKIES:
            raise Violation(f"more than {MAX_COOKIES >> 10} KiB of cookies in one request")
    return httpx.Headers(found)


def _charset(headers: httpx.Headers) -> str:
    found = _CHARSET.search(headers.get("content-type", "")[:MAX_TYPE])
    return found[1].lower() if found and found[1].lower() in CHARSETS else "utf-8"


def _unpacked(headers: httpx.Headers, body: bytes) -> bytes:
    """The body without its content codings; as it is if one of them is unknown here, or does not fit."""
    codings = headers.get_list("content-encoding", split_commas=True)
    if len(codings) > MAX_CODINGS:
        raise Violation(f"a body in more than {MAX_CODINGS} content codings")
    for coding in reversed(codings):
        window = WINDOWS.get(coding.strip().lower())
        if window is None or not body:
            return body
        unpacker = zlib.decompressobj(window)
        try:
            body = unpacker.decompress(body, MAX_UNPACKED + 1)
        except zlib.error as error:
            raise httpx.DecodingError(f"the body is not {coding}: {error}") from error
        if len(body) > MAX_UNPACKED:
            raise Violation(f"a body that unpacks to more than {MAX_UNPACKED >> 20} MiB")
    return body
