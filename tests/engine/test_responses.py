"""Responses of httpx as values, both ways, and bodies that were packed to burst."""

from __future__ import annotations

import base64
import gzip
import zlib
from typing import Any

import httpx
import pytest

from grader.harness.verdicts import CellCrashed
from grader.harness.wire.http import MAX_UNPACKED, response_of, value_of
from grader.harness.wire.messages import Violation

CODE = """
    import gzip
    import zlib
    import httpx
    from fastapi import FastAPI, Response

    app = FastAPI()

    def fetch(url):
        return httpx.get(url)

    def made():
        return httpx.Response(204, headers=[("x-a", "1"), ("x-a", "2")])

    def streamed(url):
        with httpx.Client() as client:
            return client.send(client.build_request("GET", url), stream=True)

    def call(function):
        return function().status_code

    def same(response):
        return response

    def describe(response):
        return [response.status_code, response.json(), response.headers["x-a"], str(response.request.url)]

    @app.get("/packed")
    async def packed():
        return Response(gzip.compress(b"hello"), headers={"content-encoding": "gzip"})

    @app.get("/bomb")
    async def bomb(layers: int = 1):
        body = bytes(40_000_000)
        for _ in range(layers):
            body = gzip.compress(body)
        return Response(body, headers={"content-encoding": ", ".join(["gzip"] * layers)})

    @app.get("/broken")
    async def broken():
        return Response(b"not packed", headers={"content-encoding": "gzip"})

    @app.get("/unknown")
    async def unknown():
        return Response(b"as it is", headers={"content-encoding": "br"})

    @app.get("/slow")
    async def slow():
        body = gzip.compress(b"a-" + b"b" * 8_000_000)
        return Response(body, headers={"content-encoding": "gzip", "content-type": "text/plain; charset=punycode"})
"""


@pytest.fixture
def trial(begin: Any) -> Any:
    """A trial of the module above, and a host that answers."""
    trial = begin(CODE)
    body = gzip.compress(b'{"a": 1}')
    headers = {"content-encoding": "gzip", "x-a": "b"}
    trial.network.serve("shop.test", lambda request: httpx.Response(201, content=body, headers=headers))
    return trial


def test_a_response_arrives_as_a_response(trial: Any) -> None:
    """With status, headers, body, and what was asked; it can be raised on."""
    found = trial.student.fetch("http://shop.test/a?b=c")
    assert isinstance(found, httpx.Response)
    assert (201, {"a": 1}, "b", "gzip") == (
        found.status_code,
        found.json(),
        found.headers["x-a"],
        found.headers["content-encoding"],
    )
    assert ("GET", "http://shop.test/a?b=c") == (found.request.method, str(found.request.url))
    assert found is found.raise_for_status()


def test_a_response_to_no_request_arrives(trial: Any) -> None:
    """With its headers in order, repeated ones too."""
    found = trial.student.made()
    assert (204, [b"1", b"2"]) == (found.status_code, [value for name, value in found.headers.raw if name == b"x-a"])


def test_a_response_that_is_unread_stays_over_there(trial: Any) -> None:
    """Its body can still be streamed there."""
    found = trial.student.streamed("http://shop.test/")
    assert 201 == found.status_code
    assert not isinstance(found, httpx.Response)


def test_a_response_of_the_test_s_arrives_over_there(trial: Any) -> None:
    """As an argument, and as what a function of the test's gives."""
    request = httpx.Request("GET", "http://x.test/y")
    given = httpx.Response(200, json=[1], headers={"x-a": "b"}, request=request)
    assert [200, [1], "b", "http://x.test/y"] == trial.student.describe(given)
    assert 503 == trial.student.call(lambda: httpx.Response(503))


def test_a_response_survives_the_way_there_and_back(trial: Any) -> None:
    """Also one whose body was packed once."""
    found = trial.student.same(trial.student.fetch("http://shop.test/"))
    assert {"a": 1} == found.json()


def test_a_response_that_came_as_a_value_can_be_served(trial: Any) -> None:
    """Its headers then fit its body again."""
    first = trial.student.fetch("http://shop.test/")
    trial.network.serve("copy.test", lambda request: first)
    assert {"a": 1} == trial.student.fetch("http://copy.test/").json()


def test_a_packed_answer_of_an_app_is_unpacked(trial: Any) -> None:
    """As every client of httpx does."""
    assert "hello" == trial.student.app("app").get("/packed").text


@pytest.mark.parametrize("through_a_function", [True, False])
def test_a_packed_answer_reaches_another_program(trial: Any, through_a_function: bool) -> None:
    """As it was sent, or unpacked by a load balancer on the way."""
    app = trial.student.another().app("app")
    trial.network.serve("app.test", (lambda request: app.send(request)) if through_a_function else app)
    assert "hello" == trial.student.fetch("http://app.test/packed").text


@pytest.mark.parametrize("layers", [1, 2])
def test_a_body_that_would_fill_the_memory_ends_the_test(trial: Any, layers: int) -> None:
    """Kilobytes that unpack to tens of megabytes, in one layer or two."""
    with pytest.raises(CellCrashed, match="unpacks to more than 8 MiB"):
        trial.student.app("app").get(f"/bomb?layers={layers}")


def test_a_body_that_is_not_packed_as_it_says_is_a_decoding_error(trial: Any) -> None:
    """As with a real server."""
    with pytest.raises(httpx.DecodingError, match="not gzip"):
        trial.student.app("app").get("/broken")


def test_a_coding_that_nobody_here_knows_is_left_alone(trial: Any) -> None:
    """The bytes are what was sent."""
    assert b"as it is" == trial.student.app("app").get("/unknown").content


ASKED = httpx.Request("GET", "http://x.test/")


@pytest.mark.parametrize(
    "form",
    [
        None,
        [],
        {"status": 200},
        {"status": 99, "headers": [], "body": ""},
        {"status": True, "headers": [], "body": ""},
        {"status": 200, "headers": [["a"]], "body": ""},
        {"status": 200, "headers": [["a", "\u20ac"]], "body": ""},
        {"status": 200, "headers": {}, "body": ""},
        {"status": 200, "headers": [], "body": "?"},
        {"status": 200, "headers": [], "body": None},
    ],
)
def test_what_is_no_answer_is_refused(form: Any) -> None:
    """Whatever a hostile process sends."""
    with pytest.raises(Violation):
        response_of(form, ASKED)


@pytest.mark.parametrize(
    "form",
    [
        None,
        [200],
        [200, [], "", "GET", 1],
        [0, [], "", "GET", "http://x.test"],
        [200, [["a", 1]], "", "GET", "http://x.test"],
        [200, [], "?", "GET", "http://x.test"],
        [200, [], "", "GET", "http://x.test:port"],
    ],
)
def test_what_is_no_value_is_refused(form: Any) -> None:
    """Likewise."""
    with pytest.raises(Violation):
        value_of(form)


@pytest.mark.parametrize("more", [0, 1])
def test_the_bound_is_exact(more: int) -> None:
    """A body of just that size is a body."""
    packed = base64.b64encode(zlib.compress(bytes(MAX_UNPACKED + more))).decode()
    form = {"status": 200, "headers": [["content-encoding", "deflate"]], "body": packed}
    if more:
        with pytest.raises(Violation):
            response_of(form, ASKED)
    else:
        assert MAX_UNPACKED == len(response_of(form, ASKED).content)


@pytest.mark.parametrize(
    ("named", "body", "read"),
    [
        ("", "grün".encode(), "grün"),
        ("; charset=utf-8", "grün".encode(), "grün"),
        ('; charset="ISO-8859-1"', "grün".encode("latin-1"), "grün"),
        ("; charset=punycode", b"grn-4ya", "grn-4ya"),
        ("; charset=utf-7", b"gr+APw-n", "gr+APw-n"),
        ("; charset=zlib_codec", b"a", "a"),
        ("; charset*=punycode''grn-4ya", b"a", "a"),
    ],
)
def test_a_body_is_read_by_few_codecs_only(named: str, body: bytes, read: str) -> None:
    """The student's header names the codec; some of Python's take the square of the length, or unpack."""
    packed, headers = base64.b64encode(body).decode(), [["content-type", f"text/plain{named}"]]
    request = httpx.Request("GET", "http://app.test/")
    assert read == response_of({"status": 200, "headers": headers, "body": packed}, request).text
    assert read == value_of([200, headers, packed, "GET", "http://shop.test/"]).text


def test_a_charset_that_takes_hours_is_not_used(trial: Any) -> None:
    """Of a packed body it would be two hours; the runner has no limit of its own. A hang is the failure here."""
    assert "a-bbb" == trial.student.app("app").get("/slow").text[:5]
