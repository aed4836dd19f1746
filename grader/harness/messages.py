"""HTTP messages as they stand on the wire, and back. What a cell sends is read as if an enemy had written it: httpx
would unpack a body of some kilobytes to gigabytes, so that it is given bodies that are unpacked already. The harness
only.
"""

from __future__ import annotations

import base64
import zlib
from typing import Any

import httpx

from grader.harness.wire import Violation, unbase64

MAX_UNPACKED = 8 << 20
WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
"""How zlib undoes a content coding: ``wbits`` of ``zlib.decompressobj``."""


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
    headers, body = _headers(pairs), unbase64(form["body"])
    response = httpx.Response(status, content=_unpacked(headers, body), request=request)
    response.headers = headers  # not before: httpx would unpack by them
    response.stream = httpx.ByteStream(body)  # for whoever hands it on as it was sent
    return response


def value_of(form: Any) -> httpx.Response:
    """A response that the student's code gave as a value; ``Violation`` if it is none. Its body was unpacked there."""
    match form:
        case [int(status), list(pairs), str(body), str(method), str(url)] if 100 <= status <= 599:
            try:
                request = httpx.Request(method[:40], url[:8000])
            except (httpx.InvalidURL, ValueError, TypeError) as error:
                raise Violation("a response to no request") from error
            response = httpx.Response(status, content=unbase64(body), request=request)
            response.headers = _headers(pairs)
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


def _headers(pairs: Any) -> httpx.Headers:
    if not isinstance(pairs, list):
        raise Violation("headers that are none")
    found = []
    for pair in pairs:
        match pair:
            case [str(name), str(value)]:
                try:
                    found.append((name.encode("latin-1"), value.encode("latin-1")))
                except UnicodeEncodeError as error:
                    raise Violation("a header that is none") from error
            case _:
                raise Violation("a header that is none")
    return httpx.Headers(found)


def _unpacked(headers: httpx.Headers, body: bytes) -> bytes:
    """The body without its content codings; as it is if one of them is unknown here, or does not fit."""
    for coding in reversed(headers.get_list("content-encoding", split_commas=True)):
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
