"""The world that the student's httpx sees: services, faults, latency and timeouts, sync and async."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request

from grader.harness.suite import network
from grader.harness.verdicts import CellCrashed, CellTimedOut
from grader.suite import delay, drop, hang, ok, refuse, reset, status
from mocks.faults import ConnectionHangs

CODE = """
    import asyncio, threading
    import httpx

    DEFAULT = object()

    def options(timeout):
        return {} if timeout == "default" else {"timeout": timeout}

    def tell(error):
        return [type(error).__name__, str(error), str(error.request.url)]

    def get(url, timeout="default"):
        try:
            response = httpx.get(url, **options(timeout))
        except httpx.HTTPError as error:
            return tell(error)
        return [response.status_code, response.text]

    def get_with_limits(url, connect, read):
        return get(url, httpx.Timeout(read, connect=connect))

    async def get_async(url, timeout="default"):
        try:
            async with httpx.AsyncClient(**options(timeout)) as client:
                response = await client.get(url)
        except httpx.HTTPError as error:
            return tell(error)
        return [response.status_code, response.text]

    def get_with_one_client(url, timeout="default"):
        with httpx.Client(**options(timeout)) as client:
            try:
                response = client.get(url)
            except httpx.HTTPError as error:
                return tell(error)
            return [response.status_code, response.text]

    def post(url, **more):
        response = httpx.post(url, **more)
        return response.json()

    def headers(url):
        response = httpx.get(url)
        return [response.headers.get_list("set-cookie"), response.headers["x-odd"], response.http_version]

    def whole(url):
        return httpx.get(url)

    def streamed(url):
        with httpx.stream("GET", url) as response:
            return [part for part in response.iter_bytes(4)]

    async def streamed_async(url):
        async with httpx.AsyncClient() as client, client.stream("GET", url) as response:
            return [line async for line in response.aiter_lines()]

    def follows(url):
        response = httpx.get(url, follow_redirects=True)
        return [response.text, len(response.history)]

    def keeps_cookies(url):
        with httpx.Client() as client:
            client.get(url + "/set")
            return client.get(url + "/see").text

    def gives_up_after(url, seconds):
        async def attempt():
            try:
                async with asyncio.timeout(seconds):
                    async with httpx.AsyncClient(timeout=None) as client:
                        return (await client.get(url)).text
            except TimeoutError:
                return "gave up"
        return asyncio.run(attempt())

    def asks_in_the_background(url, every):
        import time
        def ask():
            while True:
                time.sleep(every)
                httpx.get(url)
        threading.Thread(target=ask, daemon=True).start()

    def uses_a_socket():
        import socket
        socket.create_connection(("127.0.0.1", 80))

    def asks_forever(url):
        while True:
            httpx.get(url)
"""

WAYS = ("get", "get_async", "get_with_one_client")


@pytest.fixture
def trial(begin: Any) -> Any:
    """A trial of the code above, with a shop that says its path."""
    trial = begin(CODE)
    trial.network.serve("shop.test", lambda request: httpx.Response(200, text=request.url.path))
    return trial


@pytest.mark.parametrize("way", WAYS)
def test_a_request_is_answered_by_a_function(trial: Any, way: str) -> None:
    """Whatever client it comes from."""
    assert [200, "/pens"] == getattr(trial.student, way)("http://shop.test/pens")


def test_a_request_is_answered_by_an_application(trial: Any) -> None:
    """With its body, query and headers."""
    app = FastAPI()

    @app.post("/orders")
    async def order(request: Request, kind: str) -> dict[str, Any]:
        return {"kind": kind, "json": await request.json(), "auth": request.headers["authorization"]}

    trial.network.serve("orders.test", app)
    answer = trial.student.post(
        "https://orders.test/orders", params={"kind": "new"}, json={"pens": 2}, headers={"Authorization": "Bearer x"}
    )
    assert {"kind": "new", "json": {"pens": 2}, "auth": "Bearer x"} == answer


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("port", ["", ":8443"])
def test_a_host_is_a_name_without_scheme_and_port(trial: Any, scheme: str, port: str) -> None:
    """All of these lead to the same service."""
    assert [200, "/"] == trial.student.get(f"{scheme}://shop.test{port}/")


@pytest.mark.parametrize("way", WAYS)
def test_an_unknown_host_refuses(trial: Any, way: str) -> None:
    """There is no other world."""
    kind, _, url = getattr(trial.student, way)("http://example.com/")
    assert ("ConnectError", "http://example.com/") == (kind, url)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("fault", "expected", "seconds"),
    [
        (refuse(), "ConnectError", 0),
        (reset(), "ReadError", 0),
        (drop(), "RemoteProtocolError", 0),
        (hang(), "ReadTimeout", 5),
        (hang(connecting=True), "ConnectTimeout", 5),
        (delay(7), "ReadTimeout", 5),
        (delay(5), 200, 5),
        (status(503), 503, 0),
        (ok(), 200, 0),
    ],
    ids=lambda value: str(getattr(value, "kind", value)),
)
def test_a_fault_is_what_httpx_makes_of_it(trial: Any, way: str, fault: Any, expected: Any, seconds: float) -> None:
    """The exception of a real connection, after as much virtual time; httpx waits five seconds by itself."""
    trial.network.script("shop.test", fault)
    assert expected == getattr(trial.student, way)("http://shop.test/pens")[0]
    assert seconds == trial.clock.elapsed


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("timeout", "seconds"), [(0.5, 0.5), (30, 8), (None, 8)])
def test_a_timeout_is_the_student_s_own(trial: Any, way: str, timeout: Any, seconds: float) -> None:
    """Shorter than the answer takes, longer, or none."""
    trial.network.latency("shop.test", 8)
    found = getattr(trial.student, way)("http://shop.test/pens", timeout)[0]
    assert ("ReadTimeout" if timeout == 0.5 else 200, seconds) == (found, trial.clock.elapsed)


def test_connecting_has_a_timeout_of_its_own(trial: Any) -> None:
    """A client may wait longer for an answer than for a connection."""
    trial.network.script("shop.test", hang(connecting=True), hang())
    found = [trial.student.get_with_limits("http://shop.test/", connect=0.5, read=8)[0] for _ in range(2)]
    assert (["ConnectTimeout", "ReadTimeout"], 8.5) == (found, trial.clock.elapsed)


def test_a_fault_with_a_path_waits_for_a_request_for_it(trial: Any) -> None:
    """Requests for other paths go on to the next fault."""
    trial.network.script("shop.test", status(503, path="/pens"), status(500))
    found = [trial.student.get(f"http://shop.test/{path}")[0] for path in ("ink", "ink", "pens", "pens")]
    assert [500, 200, 503, 200] == found


def test_waiting_for_an_answer_is_no_sleep(trial: Any) -> None:
    """``clock.sleeps`` tells what the student's code asked to sleep, nothing else."""
    trial.network.latency("shop.test", 1)
    trial.student.get("http://shop.test/")
    trial.student.get_async("http://shop.test/")
    assert ([], 2) == (trial.clock.sleeps, trial.clock.elapsed)


@pytest.mark.parametrize("way", WAYS)
def test_a_client_without_a_timeout_hangs_for_ever(trial: Any, way: str) -> None:
    """That is told at once, as what it is."""
    trial.network.script("shop.test", hang())
    with pytest.raises(CellTimedOut, match="hang for ever"):
        getattr(trial.student, way)("http://shop.test/", None)


def test_a_timeout_around_the_request_cuts_it_off(trial: Any) -> None:
    """``asyncio.timeout`` works on a request as on anything else."""
    trial.network.script("shop.test", hang())
    assert "gave up" == trial.student.gives_up_after("http://shop.test/", 3)
    assert 3 == trial.clock.elapsed


def test_a_script_is_followed_in_order_and_then_all_is_well(trial: Any) -> None:
    """One fault a request."""
    trial.network.script("shop.test", status(500), ok(), refuse(), delay(1))
    found = [trial.student.get("http://shop.test/")[0] for _ in range(6)]
    assert [500, 200, "ConnectError", 200, 200, 200] == found


def test_a_scripted_status_has_headers_and_a_body(trial: Any) -> None:
    """As the service would send them."""
    trial.network.script("shop.test", status(429, headers={"Retry-After": "2"}, json={"detail": "slow down"}))
    assert [429, '{"detail":"slow down"}'] == trial.student.get("http://shop.test/")


def test_a_service_that_is_down_refuses_until_it_is_up(trial: Any) -> None:
    """And does nothing meanwhile."""
    trial.network.down("shop.test")
    first = trial.student.get("http://shop.test/")[0]
    trial.network.up("shop.test")
    assert ("ConnectError", 200) == (first, trial.student.get("http://shop.test/")[0])


@pytest.mark.parametrize(
    ("fault", "worked"),
    [
        (ok(), 1),
        (delay(60), 1),
        (status(500), 0),
        (status(500, after_work=True), 1),
        (reset(), 1),
        (reset(after_work=False), 0),
        (drop(), 1),
        (drop(after_work=False), 0),
        (hang(), 0),
        (hang(after_work=True), 1),
        (hang(connecting=True), 0),
        (refuse(), 0),
    ],
)
def test_whether_the_service_has_done_the_work(trial: Any, fault: Any, worked: int) -> None:
    """The reason why a retry needs an idempotency key."""
    done = []
    trial.network.serve("pay.test", lambda request: done.append(request) or httpx.Response(201))
    trial.network.script("pay.test", fault)
    trial.student.get("http://pay.test/charges")
    assert worked == len(done)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ConnectionResetError, "ReadError"),
        (TimeoutError, "ReadTimeout"),
        (ConnectionHangs, "ConnectTimeout"),
        (ConnectionAbortedError, "RemoteProtocolError"),
        (ConnectionRefusedError, "ConnectError"),
    ],
)
def test_a_service_may_break_the_connection_itself(trial: Any, error: type[Exception], expected: str) -> None:
    """By the exception that it lets out."""

    def breaks(request: httpx.Request) -> httpx.Response:
        raise error

    trial.network.serve("flaky.test", breaks)
    assert expected == trial.student.get("http://flaky.test/")[0]


def test_a_service_that_fails_is_its_author_s_concern(trial: Any) -> None:
    """The student sees a 500; the fault is kept for the author."""

    def breaks(request: httpx.Request) -> httpx.Response:
        raise KeyError("oops")

    trial.network.serve("broken.test", breaks)
    assert 500 == trial.student.get("http://broken.test/")[0]
    assert ["broken.test: KeyError: 'oops'"] == trial.network.broken


def test_an_assertion_in_a_test_s_service_is_the_test_s_verdict(trial: Any) -> None:
    """Of a function that answers; the student's code gets no answer that it could make something of."""

    def judges(request: httpx.Request) -> httpx.Response:
        raise AssertionError("17 was expected")

    trial.network.serve("strict.test", judges)
    with pytest.raises(AssertionError, match="17 was expected"):
        trial.student.get("http://strict.test/")


def test_an_assertion_of_an_application_is_none_of_the_test_s(trial: Any) -> None:
    """It is a service that fails."""

    async def judges(scope: Any, receive: Any, send: Any) -> None:
        raise AssertionError("a bug")

    trial.network.serve("broken.test", judges)
    assert 500 == trial.student.get("http://broken.test/")[0]


def test_a_service_may_take_its_time(trial: Any) -> None:
    """``await clock.sleep`` is latency, and the service sees its own time pass."""
    app = FastAPI()
    seen = []

    @app.get("/")
    async def slow() -> str:
        await trial.clock.sleep(2)
        seen.append(trial.clock.elapsed)
        return "done"

    trial.network.serve("slow.test", app)
    assert [200, '"done"'] == trial.student.get("http://slow.test/")
    assert ([2], 2) == (seen, trial.clock.elapsed)
    assert ["ReadTimeout", 3] == [trial.student.get("http://slow.test/", 1)[0], trial.clock.elapsed]


def test_answers_keep_all_their_headers(trial: Any) -> None:
    """Twice the same one, and bytes that are not ASCII."""
    answer = httpx.Response(
        200, headers=[("set-cookie", "a=1"), ("set-cookie", "b=2"), (b"x-odd", "na\xefve".encode("latin-1"))]
    )
    trial.network.serve("odd.test", lambda request: answer)
    assert [["a=1", "b=2"], "naïve", "HTTP/1.1"] == trial.student.headers("http://odd.test/")


def test_compressed_answers_are_unpacked_over_there(trial: Any) -> None:
    """As a real client would."""
    import gzip

    packed = httpx.Response(200, headers={"Content-Encoding": "gzip"}, content=gzip.compress(b"hello"))
    trial.network.serve("packed.test", lambda request: packed)
    assert [200, "hello"] == trial.student.get("http://packed.test/")


def test_answers_can_be_streamed(trial: Any) -> None:
    """In parts, or line by line."""
    trial.network.serve("long.test", lambda request: httpx.Response(200, content=b"one\ntwo\nthree"))
    assert [b"one\n", b"two\n", b"thre", b"e"] == trial.student.streamed("http://long.test/")
    assert ["one", "two", "three"] == trial.student.streamed_async("http://long.test/")


def test_redirects_lead_to_other_services(trial: Any) -> None:
    """If the client follows them."""
    trial.network.serve("old.test", lambda request: httpx.Response(302, headers={"Location": "http://shop.test/new"}))
    assert ["/new", 1] == trial.student.follows("http://old.test/")


def test_a_client_keeps_its_cookies(trial: Any) -> None:
    """From one request to the next."""

    def cookies(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/set":
            return httpx.Response(200, headers={"Set-Cookie": "session=42"})
        return httpx.Response(200, text=request.headers.get("cookie", "none"))

    trial.network.serve("site.test", cookies)
    assert "session=42" == trial.student.keeps_cookies("http://site.test")


def test_answers_are_kept_up_to_a_bound(trial: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test may look at all of them; who asks for more without end fills no memory."""
    monkeypatch.setattr(network, "MAX_ANSWERED", 3000)
    trial.network.serve("large.test", lambda request: httpx.Response(200, text="x" * 1000))
    for _ in range(3):
        assert 200 == trial.student.get("http://large.test/")[0]
    with pytest.raises(CellCrashed, match="the answers to its requests took more than"):
        trial.student.get("http://large.test/")


def test_requests_are_remembered(trial: Any) -> None:
    """All of them, or those of a host, a method, a path; with their time, duration and fault."""
    trial.network.serve("pay.test", lambda request: httpx.Response(201, json={}))
    trial.student.get("http://shop.test/pens")
    trial.clock.advance(10)
    trial.network.script("pay.test", delay(2), refuse())
    trial.student.post("http://pay.test/charges", json={"amount": 5})
    trial.student.get("http://pay.test/charges")
    exchanges = trial.network.requests()
    start = exchanges[0].at
    assert [("shop.test", 200, "", 0, 0), ("pay.test", 201, "", 10, 2), ("pay.test", None, "refused", 12, 0)] == [
        (one.host, one.response.status_code if one.response else None, one.fault, one.at - start, one.seconds)
        for one in exchanges
    ]
    assert b'{"amount":5}' == trial.network.requests("pay.test", method="POST", path="/charges")[0].request.content
    assert (1, 2, 0) == (
        len(trial.network.requests(method="POST")),
        len(trial.network.requests("pay.test")),
        len(trial.network.requests(path="/other")),
    )


def test_background_requests_are_made_at_their_time(trial: Any) -> None:
    """While the test lets time pass."""
    trial.student.asks_in_the_background("http://shop.test/beat", 10)
    trial.clock.advance(35)
    beats = trial.network.requests(path="/beat")
    assert [10, 20, 30] == [round(beat.at - trial.clock.time() + 35, 6) for beat in beats]


@pytest.mark.linux
def test_there_is_no_way_around_it(trial: Any) -> None:
    """A socket reaches nothing."""
    with trial.student.raises("OSError"):
        trial.student.uses_a_socket()


def test_a_response_comes_back_as_one(trial: Any) -> None:
    """What a student's function returns can be looked at as httpx's own."""
    response = trial.student.whole("http://shop.test/pens")
    assert (200, "/pens") == (response.status_code, response.text)
