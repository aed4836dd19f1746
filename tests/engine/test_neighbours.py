"""Programs of the student's that call each other, each in a process of its own, and a browser that visits them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from mocks.faults import delay

CODE = """
    import asyncio
    import httpx
    from fastapi import FastAPI, Request, Response
    from fastapi.responses import RedirectResponse

    front, back = FastAPI(), FastAPI()
    seen = []

    @front.get("/ask")
    async def ask(timeout: float = 5.0, times: int = 1):
        async with httpx.AsyncClient(timeout=timeout) as client:
            answers = await asyncio.gather(*(client.get("http://back.test/work") for _ in range(times)))
        return [answer.json() for answer in answers]

    @front.get("/status")
    async def status(path: str):
        async with httpx.AsyncClient() as client:
            return (await client.get("http://back.test" + path)).status_code

    @back.get("/work")
    async def work():
        await asyncio.sleep(2)
        return "done"

    @back.get("/fails")
    async def fails():
        raise KeyError("no")

    @back.get("/unfinished")
    async def unfinished():
        raise NotImplementedError

    @front.get("/in")
    async def come_in():
        return RedirectResponse("http://gate.test/ask?name=jane")

    @front.get("/welcome")
    async def welcome(request: Request, response: Response, name: str = ""):
        response.set_cookie("name", name or request.cookies.get("name", ""))
        return request.cookies.get("name", "nobody")

    async def background(name, every):
        while True:
            await asyncio.sleep(every)
            await asyncio.to_thread(httpx.get, "http://log.test/" + name)

    async def begin(name, every):
        seen.append(asyncio.create_task(background(name, every)))

    async def through(function):
        return await function()

    async def small():
        await asyncio.sleep(1)
        return len(seen)

    @back.get("/connection")
    async def connection(request: Request):
        return request.scope.get("extensions", {}).get("tls")
"""


@pytest.fixture
def trial(begin: Any) -> Any:
    """A trial of the module above; ``back.test`` is a process of its own."""
    trial = begin(CODE)
    trial.network.serve("back.test", trial.student.another().app("back"))
    return trial


def test_one_program_calls_another(trial: Any) -> None:
    """And the time that the other takes passes for both."""
    assert ["done"] == trial.student.app("front").get("/ask").json()
    assert 2.0 == trial.clock.elapsed


def test_several_calls_wait_at_the_same_time(trial: Any) -> None:
    """As between real programs: the latency of one is not added to the next one's."""
    assert ["done"] * 3 == trial.student.app("front").get("/ask?times=3").json()
    assert 2.0 == trial.clock.elapsed


def test_the_caller_s_timeout_holds(trial: Any) -> None:
    """It gives up while the other still works."""
    assert 500 == trial.student.app("front").get("/ask?timeout=1.5").status_code
    assert [("timeout", 1.5)] == [(one.fault, one.seconds) for one in trial.network.requests("back.test")]
    assert 1.5 == trial.clock.elapsed


def test_faults_lie_between_them(trial: Any) -> None:
    """The network is the same as to a service."""
    trial.network.script("back.test", delay(1))
    trial.student.app("front").get("/ask")
    assert 3.0 == trial.clock.elapsed


def test_a_failure_of_the_other_is_a_500(trial: Any) -> None:
    """What it has not written yet as well."""
    front = trial.student.app("front")
    assert 500 == front.get("/status?path=/fails").json()
    assert 500 == front.get("/status?path=/unfinished").json()
    assert [] == trial.network.broken


def test_the_evidence_tells_who_calls_whom(trial: Any) -> None:
    """By host."""
    trial.student.app("front").get("/ask")
    found = [(event.source, event.target) for event in trial.evidence.finish().events if event.kind == "request"]
    assert [("test", "student"), ("student", "back.test"), ("back.test", "student")] == found


def test_an_app_may_be_served_to_its_own_process(begin: Any) -> None:
    """The loop of the caller waits; the answer is made on another one."""
    trial = begin(CODE)
    trial.network.serve("back.test", trial.student.app("back"))
    assert ["done"] == trial.student.app("front").get("/ask").json()


def test_async_code_may_call_a_function_that_calls_async_code(begin: Any) -> None:
    """In the same process."""
    trial = begin(CODE)

    async def back() -> Any:
        return trial.student.small()

    assert 0 == trial.student.through(back)


def test_a_browser_follows_redirects_and_keeps_cookies(trial: Any) -> None:
    """From an app to a service and back, by host."""

    def gate(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"location": f"http://front.test/welcome?{request.url.query.decode()}"})

    trial.network.serve("front.test", trial.student.app("front"))
    trial.network.serve("gate.test", gate)
    browser = trial.network.browser()
    arrived = browser.get("http://front.test/in")
    assert ["http://front.test/in", "http://gate.test/ask?name=jane"] == [str(one.url) for one in arrived.history]
    assert ("nobody", "jane") == (arrived.json(), browser.get("http://front.test/welcome").json())


def test_a_browser_waits_for_what_it_asks(trial: Any) -> None:
    """Its time is the test's."""
    trial.network.browser().get("http://back.test/work")
    assert 2.0 == trial.clock.elapsed


def test_a_browser_s_requests_are_not_the_student_s(trial: Any) -> None:
    """``requests`` counts those of the student's programs only."""
    trial.network.serve("front.test", trial.student.app("front"))
    trial.network.browser().get("http://front.test/ask")
    assert ["back.test"] == [one.host for one in trial.network.requests()]


def test_a_browser_finds_nobody_at_an_unknown_host(trial: Any) -> None:
    """As any client of httpx."""
    with pytest.raises(httpx.ConnectError, match=r"nowhere\.test"):
        trial.network.browser().get("http://nowhere.test/")


def test_exchanges_are_in_the_order_of_their_beginning(begin: Any) -> None:
    """Though the inner one has ended first."""
    trial = begin(CODE)
    trial.network.serve("back.test", trial.student.another().app("front"))
    trial.network.serve("log.test", lambda request: httpx.Response(200))
    trial.student.app("front").get("/status?path=/status?path=/x")
    assert ["back.test", "back.test"] == [one.host for one in trial.network.requests()][:2]


def test_the_processes_live_through_the_same_time(trial: Any) -> None:
    """Each is where the others are when it does something."""
    log: list[tuple[float, str]] = []

    def note(request: httpx.Request) -> httpx.Response:
        log.append((trial.clock.elapsed, request.url.path))
        return httpx.Response(204)

    trial.network.serve("log.test", note)
    trial.student.begin("a", 2)
    trial.student.another().begin("b", 3)
    trial.clock.advance(7)
    assert [(2, "/a"), (3, "/b"), (4, "/a"), (6, "/a"), (6, "/b")] == sorted(log)
    assert log == sorted(log, key=lambda one: one[0])


def test_an_application_is_told_of_a_tls_connection(trial: Any) -> None:
    """As ASGI's extension says; nothing if there is none."""
    back = trial.student.app("back")
    tls = {"client_cert_chain": ["-----BEGIN…"], "tls_version": 0x0304}
    assert tls == back.get("/connection", extensions={"tls": tls}).json()
    assert None is back.get("/connection").json()
