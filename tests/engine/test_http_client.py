"""The standard library's HTTP client reaches the same world as httpx: the same services, faults and time."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from grader.harness.trial import Trial
from grader.suite import delay, hang, refuse, reset, status

CODE = """
    import http.client, json, time, urllib.error, urllib.parse, urllib.request
    import jwt

    def opened(url, data=None, timeout=5, headers=None):
        request = urllib.request.Request(url, data, headers or {})
        with urllib.request.urlopen(request, timeout=timeout) as response:
            return [response.status, response.headers["content-type"], response.read().decode()]

    def by_hand(method, path, body=None):
        connection = http.client.HTTPSConnection("shop.test", timeout=5)
        answers = []
        for _ in range(2):
            connection.request(method, path, body)
            response = connection.getresponse()
            answers.append([response.status, response.reason, response.read().decode()])
        return answers

    def in_parts():
        connection = http.client.HTTPConnection("shop.test:8080")
        connection.request("POST", "/", iter([b"one", b"two"]), encode_chunked=True)
        return connection.getresponse().read().decode()

    def key_of(url, kid): return jwt.PyJWKClient(url).get_signing_key(kid).key_id

    def patient(url, timeout):
        try: opened(url, timeout=timeout)
        except (TimeoutError, ConnectionError, urllib.error.URLError) as error:
            return [type(error).__name__, time.monotonic()]
"""


def _tell(request: httpx.Request) -> httpx.Response:
    told = f"{request.method} {request.url} {request.headers.get('x-kind', '')} {request.content.decode()}"
    return httpx.Response(200, text=told.strip())


@pytest.fixture
def trial(begin: Any) -> Trial:
    """That module, and a shop that says what it was asked."""
    begun: Trial = begin(CODE)
    begun.network.serve("shop.test", _tell)
    return begun


def test_urllib_reaches_a_service(trial: Trial) -> None:
    """By http and by https, with headers."""
    for scheme in ("http", "https"):
        expected = [200, "text/plain; charset=utf-8", f"GET {scheme}://shop.test/a?b=1 new"]
        assert expected == trial.student.opened(f"{scheme}://shop.test/a?b=1", headers={"X-Kind": "new"})


def test_urllib_sends_a_body(trial: Trial) -> None:
    """As a form does."""
    assert "POST http://shop.test/  a=1" == trial.student.opened("http://shop.test/", b"a=1")[2]


def test_a_connection_can_be_used_again(trial: Trial) -> None:
    """By ``http.client`` itself."""
    assert [[200, "OK", "PUT https://shop.test/x  body"]] * 2 == trial.student.by_hand("PUT", "/x", "body")


def test_an_answer_to_head_has_no_body(trial: Trial) -> None:
    """And tells of none."""
    assert [[200, "OK", ""]] * 2 == trial.student.by_hand("HEAD", "/x")


def test_a_body_may_be_sent_in_parts(trial: Trial) -> None:
    """To a port of its own."""
    assert "POST http://shop.test:8080/  onetwo" == trial.student.in_parts()


def test_a_key_set_is_fetched_by_pyjwt(trial: Trial) -> None:
    """Which uses urllib."""
    key = {"kty": "oct", "k": "c2VjcmV0", "kid": "one", "alg": "HS256", "use": "sig"}
    trial.network.serve("auth.test", lambda request: httpx.Response(200, json={"keys": [key]}))
    assert "one" == trial.student.key_of("https://auth.test/jwks", "one")
    assert ["/jwks"] == [exchange.request.url.path for exchange in trial.network.requests("auth.test")]


def test_an_error_s_status_is_urllib_s_error(trial: Trial) -> None:
    """As from a real server."""
    trial.network.script("shop.test", status(503))
    with trial.student.raises("HTTPError") as caught:
        trial.student.opened("http://shop.test/")
    assert 503 == caught.value.code


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (hang(), ["TimeoutError", 1002.0]),
        (delay(3), ["TimeoutError", 1002.0]),
        (reset(), ["ConnectionResetError", 1000.0]),
        (hang(connecting=True), ["URLError", 1002.0]),
        (refuse(), ["URLError", 1000.0]),
    ],
)
def test_a_fault_is_what_a_socket_raises(trial: Trial, fault: Any, expected: list[Any]) -> None:
    """After as much virtual time as the client allows."""
    trial.network.script("shop.test", fault)
    assert expected == trial.student.patient("http://shop.test/", 2)


def test_a_service_that_is_not_there_refuses_the_connection(trial: Trial) -> None:
    """As urllib tells it."""
    assert ["URLError", 1000.0] == trial.student.patient("http://nobody.test/", 2)


def test_an_answer_takes_its_time(trial: Trial) -> None:
    """That of the service."""
    trial.network.latency("shop.test", 1.5)
    trial.student.opened("http://shop.test/")
    assert 1.5 == trial.clock.elapsed
