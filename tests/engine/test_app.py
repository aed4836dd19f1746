"""``student.app``: an httpx client onto the student's ASGI application."""

from __future__ import annotations

import zlib
from typing import Any

import httpx
import pytest

from grader.harness.suite.remote import StudentError
from grader.harness.verdicts import CellCrashed

CODE = """
    import asyncio, contextlib, threading, time
    import httpx
    from fastapi import Cookie, Depends, FastAPI, HTTPException, Request, Response
    from fastapi.responses import RedirectResponse, StreamingResponse
    from pydantic import BaseModel

    seen = []

    @contextlib.asynccontextmanager
    async def lifespan(app):
        seen.append("started")
        yield {"name": "state"}

    app = FastAPI(lifespan=lifespan)

    class Order(BaseModel):
        pens: int

    @app.get("/async")
    async def in_the_loop():
        return {"thread": threading.current_thread() is threading.main_thread()}

    @app.get("/sync")
    def in_a_thread():
        time.sleep(1)
        return {"thread": threading.current_thread() is threading.main_thread()}

    @app.post("/orders", status_code=201)
    async def order(order: Order, request: Request):
        return {"pens": order.pens, "auth": request.headers.get("authorization"), "name": request.state.name}

    @app.get("/login")
    async def login(response: Response):
        response.set_cookie("session", "42", httponly=True)
        return {}

    @app.get("/me")
    async def me(session: str | None = Cookie(None)):
        if session is None:
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
        return {"session": session}

    @app.get("/old")
    async def old():
        return RedirectResponse("/async")

    @app.get("/fails")
    async def fails():
        return {}["missing"]

    @app.get("/unfinished")
    def unfinished():
        raise NotImplementedError

    @app.get("/proxied")
    async def proxied():
        async with httpx.AsyncClient() as client:
            return (await client.get("http://shop.test/pens")).json()

    @app.get("/proxied-sync")
    def proxied_sync():
        return httpx.get("http://shop.test/pens").json()

    @app.get("/slow")
    async def slow():
        await asyncio.sleep(3)
        return {}

    @app.get("/stream")
    async def stream():
        async def parts():
            for number in range(3):
                await asyncio.sleep(1)
                yield f"{number}\\n"
        return StreamingResponse(parts(), media_type="text/plain")

    @app.get("/background")
    async def background():
        async def later():
            await asyncio.sleep(10)
            seen.append("later")
        app.state.task = asyncio.create_task(later())
        return {}

    async def plain(scope, receive, send):
        assert scope["type"] == "http"
        body = (await receive())["body"]
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x-one", b"1"), (b"x-one", b"2")]})
        await send({"type": "http.response.body", "body": scope["path"].encode() + b" " + body})

    async def odd_cookies(scope, receive, send):
        odd = ["max-age=" + "9" * 299, "expires=Wed, 31 Dec 99999 23:59:59 GMT", "domain=" + "." * 99, "port=1,x", "="]
        headers = [(b"set-cookie", f"odd=1; {attribute}".encode()) for attribute in odd]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    async def silent(scope, receive, send):
        pass

    async def half(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})

    class Service:
        def __init__(self): self.app = FastAPI()

    def make():
        made = FastAPI()
        @made.get("/")
        async def root(): return "made"
        return made

    @contextlib.asynccontextmanager
    async def refuses(app):
        raise RuntimeError("no database")
        yield
    broken = FastAPI(lifespan=refuses)

    not_an_app = 5

    import zlib
    async def bomb(scope, receive, send):
        headers = [(b"content-encoding", b"deflate")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": zlib.compress(bytes(2 ** 24))})

    async def compressed(scope, receive, send):
        headers = [(b"content-encoding", b"deflate")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": zlib.compress(b"hello")})
"""


@pytest.fixture
def trial(begin: Any) -> Any:
    """A trial of the code above, with a shop."""
    trial = begin(CODE)
    trial.network.serve("shop.test", lambda request: httpx.Response(200, json=[request.url.path]))
    return trial


@pytest.fixture
def client(trial: Any) -> Any:
    """A client onto the application called ``app``."""
    return trial.student.app("app")


def test_an_async_endpoint_runs_in_the_loop(client: httpx.Client) -> None:
    """In the main thread."""
    assert {"thread": True} == client.get("/async").json()


def test_a_sync_endpoint_runs_in_a_thread(trial: Any, client: httpx.Client) -> None:
    """In virtual time."""
    assert {"thread": False} == client.get("/sync").json()
    assert 1 == trial.clock.elapsed


def test_bodies_headers_and_status_cross(client: httpx.Client) -> None:
    """Both ways; the lifespan's state is there."""
    answer = client.post("/orders", json={"pens": 3}, headers={"Authorization": "Bearer x"})
    assert (201, {"pens": 3, "auth": "Bearer x", "name": "state"}) == (answer.status_code, answer.json())
    assert "application/json" == answer.headers["content-type"]


def test_a_body_that_does_not_validate_is_the_framework_s_answer(client: httpx.Client) -> None:
    """422, as on a real server."""
    assert 422 == client.post("/orders", json={"pens": "many"}).status_code


def test_cookies_are_kept(client: httpx.Client) -> None:
    """By the client, as in a browser."""
    before = client.get("/me")
    client.get("/login")
    assert (401, "Bearer", {"session": "42"}) == (
        before.status_code,
        before.headers["www-authenticate"],
        client.get("/me").json(),
    )


def test_each_client_has_its_own_cookies(trial: Any, client: httpx.Client) -> None:
    """Two users of one application."""
    client.get("/login")
    assert 401 == trial.student.app("app").get("/me").status_code


def test_odd_cookies_warn_nobody(trial: Any) -> None:
    """Not of a fault of the standard library's, for there a traceback is shown. Warnings are errors here."""
    assert "odd" in trial.student.app("odd_cookies").get("/").cookies


def test_redirects_are_not_followed(client: httpx.Client) -> None:
    """A test wants to see them."""
    answer = client.get("/old")
    assert (307, "/async") == (answer.status_code, answer.headers["location"])


def test_the_lifespan_begins_once(trial: Any, client: httpx.Client) -> None:
    """At the first request."""
    before = trial.student.seen
    client.get("/async")
    client.get("/async")
    assert ([], ["started"]) == (before, trial.student.seen)


def test_a_lifespan_that_fails_is_told(trial: Any) -> None:
    """With the exception's text."""
    with pytest.raises(StudentError, match="no database"):
        trial.student.app("broken").get("/")


def test_an_exception_of_an_endpoint_is_a_500_with_its_reason_kept(trial: Any, client: httpx.Client) -> None:
    """The student sees which line it was."""
    assert 500 == client.get("/fails").status_code
    error = trial.last.app_error
    assert ("KeyError", "fails") == (error.name, error.frames[-1].function)


@pytest.mark.parametrize(("name", "status"), [("silent", 500), ("half", 200)])
def test_an_application_that_does_not_complete_its_response(trial: Any, name: str, status: int) -> None:
    """It is told what is missing; a real server answers 500 as well, if it is not too late for that."""
    assert status == trial.student.app(name).get("/").status_code
    assert "the application returned without completing its response" == trial.last.app_error.text


def test_an_unfinished_endpoint_is_not_done(client: httpx.Client) -> None:
    """Not a 500 that a test might expect."""
    with pytest.raises(StudentError, match="NotImplementedError"):
        client.get("/unfinished")


@pytest.mark.parametrize("path", ["/proxied", "/proxied-sync"])
def test_an_endpoint_asks_other_services(trial: Any, client: httpx.Client, path: str) -> None:
    """Over the network of the test."""
    trial.network.latency("shop.test", 2)
    assert ["/pens"] == client.get(path).json()
    assert 2 == trial.clock.elapsed


def test_an_endpoint_that_waits_moves_the_clock(trial: Any, client: httpx.Client) -> None:
    """Nobody else does."""
    client.get("/slow")
    assert 3 == trial.clock.elapsed


def test_a_streamed_answer_comes_as_a_whole(trial: Any, client: httpx.Client) -> None:
    """When it has come to its end."""
    assert "0\n1\n2\n" == client.get("/stream").text
    assert 3 == trial.clock.elapsed


def test_a_task_of_an_endpoint_s_lives_on_while_time_passes(trial: Any, client: httpx.Client) -> None:
    """As in a server that stays up."""
    client.get("/background")
    trial.clock.advance(11)
    assert ["started", "later"] == trial.student.seen


def test_any_asgi_application_will_do(trial: Any) -> None:
    """One that does not know lifespan; headers may come twice."""
    answer = trial.student.app("plain").post("/some/path", content=b"body")
    assert ("/some/path body", ["1", "2"]) == (answer.text, answer.headers.get_list("x-one"))


def test_an_application_that_was_made_by_a_function(trial: Any) -> None:
    """A Remote instead of a name."""
    assert "made" == trial.student.app(trial.student.make()).get("/").json()


def test_an_application_in_another_process(trial: Any, client: httpx.Client) -> None:
    """A second instance has a state of its own."""
    client.get("/async")
    assert [] == trial.student.another().seen


def test_a_student_s_app_as_a_service_of_the_network(trial: Any) -> None:
    """One of the student's processes asks the other."""
    other = trial.student.another()
    trial.network.serve("shop.test", other.app("plain"))
    answer = trial.student.app("app").get("/proxied")
    assert 500 == answer.status_code  # "/pens " is no JSON, and that is the asking one's trouble
    assert "/pens " == trial.network.requests("shop.test")[0].response.text


def test_what_is_no_application_is_a_500(trial: Any) -> None:
    """With the reason kept."""
    assert 500 == trial.student.app("not_an_app").get("/").status_code
    assert "TypeError" == trial.last.app_error.name


def test_a_name_that_is_missing_is_told(trial: Any) -> None:
    """As for a function."""
    with pytest.raises(StudentError, match="AttributeError"):
        trial.student.app("nothing").get("/")


def test_a_compressed_answer_is_unpacked(trial: Any) -> None:
    """As httpx would."""
    assert b"hello" == trial.student.app("compressed").get("/").content


def test_a_compressed_bomb_is_refused(trial: Any) -> None:
    """It would unpack on the trusted side."""
    assert len(zlib.compress(bytes(2**24))) < 20_000
    with pytest.raises(CellCrashed, match="unpacks to more than"):
        trial.student.app("bomb").get("/")
