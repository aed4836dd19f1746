"""HTTP as a cell sends it: whatever stands there, it is read in bounded time, or refused."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from grader.harness.suite.clock import Clock
from grader.harness.suite.evidence import Recorder
from grader.harness.suite.network import Network
from grader.harness.wire.http import (
    MAX_ALL_HEADERS,
    MAX_CODINGS,
    MAX_COOKIES,
    MAX_HEADER,
    MAX_HEADERS,
    response_of,
    value_of,
)
from grader.harness.wire.messages import HttpAsk, Violation

ASKED = httpx.Request("GET", "http://app.test/")


def of_an_application(pairs: Any) -> Any:
    """Headers of what a student's application answers."""
    return response_of({"status": 200, "headers": pairs, "body": ""}, ASKED)


def of_a_value(pairs: Any) -> Any:
    """Headers of a response that the student's code gave as a value."""
    return value_of([200, pairs, "", "GET", "http://api.test/"])


def of_a_request(pairs: Any, url: str = "http://api.test/") -> Any:
    """Headers of a request of the student's."""
    clock = Clock()
    ask = HttpAsk("GET", url, [(name, value) for name, value in pairs], "", None, now=0.0, sleeps=[])
    return Network(clock, Recorder(lambda: clock.elapsed)).handle(ask)


@pytest.mark.parametrize("read", [of_an_application, of_a_value, of_a_request])
@pytest.mark.parametrize(
    "pairs",
    [
        [["a", ""]] * (MAX_HEADERS + 1),
        [["a", "b" * MAX_HEADER]],
        [["a", "b" * (MAX_HEADER - 1)]] * (MAX_ALL_HEADERS // MAX_HEADER + 1),
        [["Cookie", "b" * (MAX_COOKIES // 2)], ["cookie", "b" * (MAX_COOKIES // 2 + 1)]],
    ],
    ids=["many", "long", "long in all", "cookies"],
)
def test_refuses_more_headers_than_servers_take(read: Callable[[Any], Any], pairs: Any) -> None:
    """130,000 of the same name took a second each time that they were read."""
    with pytest.raises(Violation, match=r"header|cookies"):
        read(pairs)


@pytest.mark.parametrize("read", [of_an_application, of_a_value, of_a_request])
@pytest.mark.parametrize("pair", [["é", ""], ["\u20ac", ""], ["a", "\u20ac"]], ids=["name", "odd name", "odd value"])
def test_refuses_a_header_that_can_t_be_one(read: Callable[[Any], Any], pair: list[str]) -> None:
    """httpx lists a name with letters beyond ASCII and then can't find it: ``dict(headers)`` raises KeyError."""
    with pytest.raises(Violation, match="a header that is none"):
        read([pair])


@pytest.mark.parametrize("read", [of_an_application, of_a_value, of_a_request])
@pytest.mark.parametrize(
    "pairs",
    [
        [["a", ""]] * MAX_HEADERS,
        [["a", "b" * (MAX_HEADER - 1)]] * (MAX_ALL_HEADERS // MAX_HEADER),
        [["cookie", "b" * MAX_COOKIES]],
    ],
    ids=["many", "long", "cookies"],
)
def test_takes_as_many_headers_as_servers_do(read: Callable[[Any], Any], pairs: Any) -> None:
    """Up to the bound."""
    assert read(pairs)


@pytest.mark.parametrize("url", ["http://xn--a/", "http://xn--99999999a/"])
def test_refuses_a_name_that_httpx_can_t_read(url: str) -> None:
    """It only finds out when it is asked for the host: then the error would be the suite's."""
    with pytest.raises(Violation, match="a request that is none"):
        of_a_request([["host", "x"]], url)


def test_refuses_a_response_to_a_name_that_httpx_can_t_read() -> None:
    """For its URL may be asked for the host as well."""
    with pytest.raises(Violation, match="a request that is none"):
        value_of([200, [], "", "GET", "http://xn--a/"])


def packed(times: int) -> dict[str, Any]:
    """An answer whose body was packed so often."""
    body = b"hello"
    for _ in range(times):
        body = gzip.compress(body, mtime=0)
    coding = ["content-encoding", ", ".join(["gzip"] * times)]
    return {"status": 200, "headers": [coding], "body": base64.b64encode(body).decode()}


def test_unpacks_a_body_so_often_and_no_more() -> None:
    """A body may be made that unpacks to itself, and be said to be packed a hundred thousand times."""
    assert "hello" == response_of(packed(MAX_CODINGS), ASKED).text
    with pytest.raises(Violation, match="content codings"):
        response_of(packed(MAX_CODINGS + 1), ASKED)
