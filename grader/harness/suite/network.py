"""The only world that the student's httpx sees: host names that lead to services, and faults on the way."""

from __future__ import annotations

import base64
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import httpx

from grader.harness.asgi import ASGIApp, respond
from grader.harness.suite.clock import MAX_SPAN, Clock
from grader.harness.suite.evidence import STUDENT, TEST, Recorder
from grader.harness.suite.remote import StudentError
from grader.harness.suite.student import StudentClient
from grader.harness.verdicts import CellCrashed
from grader.harness.wire.http import check_location, header_form, headers_of, message_in_words, request_of
from grader.harness.wire.messages import HttpAsk
from grader.harness.wire.values import unbase64
from grader.harness.words import seconds as in_words
from mocks.faults import ConnectionHangs, Fault, Script, ok

Handler = Callable[[httpx.Request], httpx.Response]
MAX_ANSWERED = 64 << 20
"""Bytes of all answers to the student's requests: they are kept, for the test to look at."""
PARTICIPANTS = (TEST, STUDENT, "others")
"""What the evidence calls those who are no hosts."""


@dataclass(frozen=True)
class Exchange:
    """One request, and what came of it. ``at`` in clock time; ``seconds`` until the answer or the fault."""

    request: httpx.Request
    response: httpx.Response | None
    fault: str
    at: float
    seconds: float

    @property
    def host(self) -> str:
        """The host that was asked."""
        return self.request.url.host


@dataclass(frozen=True)
class _Fate:
    response: httpx.Response | None
    fault: str
    after: float | None
    error: str = ""
    text: str = ""


class Network:
    """The fixture ``network``. Hosts are names without a port."""

    def __init__(self, clock: Clock, evidence: Recorder) -> None:
        self._clock = clock
        self._evidence = evidence
        self._handlers: dict[str, Handler] = {}
        self._scripts: dict[str, Script] = {}
        self._down: set[str] = set()
        self._latency: dict[str, float] = {}
        self._exchanges: list[Exchange] = []
        self._answered = 0
        self.broken: list[str] = []

    def serve(self, host: str, app: ASGIApp | Handler | httpx.Client) -> None:
        """Let ``host`` lead to an ASGI app (all endpoints ``async def``), to a function of the request, or to an app of
        the student's (what ``student.app`` gives).
        """
        if isinstance(app, StudentClient):
            self._handlers[host] = partial(app.answer, source=host)
            return
        is_asgi = inspect.iscoroutinefunction(app) or inspect.iscoroutinefunction(type(app).__call__)
        self._handlers[host] = partial(_of_application, app) if is_asgi else app  # type: ignore[arg-type,assignment] # told apart above

    def script(self, host: str, *faults: Fault) -> None:
        """Faults for the next requests to ``host`` that they concern, one each, in order; then all is well again."""
        self._scripts.setdefault(host, Script()).extend(faults)

    def down(self, host: str) -> None:
        """From now on nobody listens at ``host``."""
        self._down.add(host)

    def up(self, host: str) -> None:
        """From now on somebody listens at ``host`` again."""
        self._down.discard(host)

    def latency(self, host: str, seconds: float) -> None:
        """From now on every answer of ``host`` takes ``seconds``."""
        self._latency[host] = seconds

    def browser(self) -> httpx.Client:
        """A client of the test's own for every host here: cookies kept, redirects followed. It meets no faults, and its
        requests are not among ``requests``.
        """
        return httpx.Client(transport=httpx.MockTransport(self._browse), follow_redirects=True, trust_env=False)

    def requests(self, host: str | None = None, method: str | None = None, path: str | None = None) -> list[Exchange]:
        """The exchanges so far, in order, of this host, method and path."""
        return [
            exchange
            for exchange in self._exchanges
            if host in (None, exchange.host)
            and method in (None, exchange.request.method)
            and path in (None, exchange.request.url.path)
        ]

    def handle(self, ask: HttpAsk) -> dict[str, Any]:
        """The harness's own: answer a request of the student's, as a reply for the wire."""
        request = request_of(ask.method, ask.url, headers_of(ask.headers), unbase64(ask.body))
        at, started = self._clock.time(), self._clock.elapsed
        timeout = _seconds(ask.timeout)
        host = _participant(request)
        self._evidence.event(
            "request", STUDENT, host, f"{request.method} {request.url.raw_path.decode()}", message_in_words(request)
        )
        position = len(self._exchanges)  # before those that the answer takes
        fate = self._within(self._fate(request), timeout, _seconds(ask.connect_timeout))
        waited = fate.after or 0.0
        self._exchanges.insert(position, Exchange(request, fate.response, fate.fault, at, waited))
        if fate.response is not None:
            self._answered += len(fate.response.content)
            if self._answered > MAX_ANSWERED:
                raise CellCrashed(f"the answers to its requests took more than {MAX_ANSWERED >> 20} MiB in one test")
            label = f"{fate.response.status_code} {fate.response.reason_phrase}"
            self._evidence.event(
                "response", host, STUDENT, label, message_in_words(fate.response), seconds=waited, at=started + waited
            )
        else:
            self._evidence.event("fault", host, STUDENT, fate.fault, fate.text, seconds=waited, at=started + waited)
        return _reply(fate)

    def _browse(self, request: httpx.Request) -> httpx.Response:
        host, started = request.url.host, self._clock.elapsed
        handler = self._handlers.get(host)
        if handler is None:
            raise httpx.ConnectError(f"{host}: nobody is there", request=request)
        asked, shown = f"{request.method} {request.url.raw_path.decode()}", _participant(request)
        self._evidence.event("request", TEST, shown, asked, message_in_words(request))
        fate = self._served(handler, request, 0.0)
        self._clock.move_to(started + (fate.after or 0.0))
        if fate.response is None:
            raise httpx.ReadError(fate.text, request=request)
        label = f"{fate.response.status_code} {fate.response.reason_phrase}"
        self._evidence.event("response", shown, TEST, label, message_in_words(fate.response))
        return check_location(fate.response)

    def _fate(self, request: httpx.Request) -> _Fate:
        host = request.url.host
        script = self._scripts.get(host)
        fault = (script.next(request.url.path) if script else None) or ok()
        handler = self._handlers.get(host)
        if handler is None or host in self._down or fault.kind == "refuse":
            return _refused(host)
        after: float | None = self._latency.get(host, 0.0) + fault.seconds
        fate = None
        if fault.works:
            try:
                fate = self._served(handler, request, after or 0.0)
            except StudentError:  # of another process of the student's: to this one it is a service that fails
                fate = _Fate(httpx.Response(500, request=request), "", after)
            after = fate.after
        if fault.kind == "hang":
            return _hung(host, fault.connecting)
        if fault.kind == "reset":
            return _broken(host, after or 0.0)
        if fault.kind == "drop":
            return _dropped(host, after or 0.0)
        if fault.kind == "status" or fate is None:
            response = httpx.Response(fault.status, headers=dict(fault.headers), json=fault.json, request=request)
            return _Fate(response, "", after)
        return fate

    def _served(self, handler: Handler, request: httpx.Request, base: float) -> _Fate:
        host = request.url.host
        with self._clock.lagging() as lag:
            try:
                response = handler(request)
            except ConnectionRefusedError:
                return _refused(host)
            except ConnectionAbortedError:
                return _dropped(host, base + lag())
            except ConnectionResetError:
                return _broken(host, base + lag())
            except TimeoutError as error:
                return _hung(host, isinstance(error, ConnectionHangs))
            except (
                StudentError,
                AssertionError,
            ):  # the latter: a verdict of the test's
                raise
            except (
                Exception
            ) as error:  # a service must stand whatever a student sends: its author is told, not the student
                self.broken.append(f"{host}: {type(error).__name__}: {error}")
                response = httpx.Response(500, json={"detail": "the service failed"}, request=request)
            return _Fate(response, "", base + lag())

    @staticmethod
    def _within(fate: _Fate, timeout: float | None, connect_timeout: float | None) -> _Fate:
        """What becomes of it for a client that waits this many seconds for an answer, and that many to connect."""
        connecting = fate.error == "ConnectTimeout"
        limit = connect_timeout if connecting else timeout
        if limit is None or (fate.after is not None and fate.after <= limit):
            return fate
        text = f"no {'connection' if connecting else 'answer'} within {in_words(limit)}"
        return _Fate(None, "timeout", limit, fate.error if connecting else "ReadTimeout", text)


def _of_application(app: ASGIApp, request: httpx.Request) -> httpx.Response:
    try:
        return respond(app, request)
    except AssertionError as error:  # of a service, which judges nobody
        raise RuntimeError(f"AssertionError: {error}") from error


def _participant(request: httpx.Request) -> str:
    """The host as the evidence names it. One that is called as we call the test would be drawn as the test."""
    host = request.url.host
    return f"host {host}" if host in PARTICIPANTS else host


def _seconds(timeout: float | None) -> float | None:
    """A timeout as the cell has named it, within what the clock can count."""
    return None if timeout is None else min(max(timeout, 0.0), MAX_SPAN)


def _refused(host: str) -> _Fate:
    return _Fate(None, "refused", 0.0, "ConnectError", f"{host}: connection refused")


def _hung(host: str, connecting: bool) -> _Fate:
    if connecting:
        return _Fate(None, "no connection", None, "ConnectTimeout", f"{host} accepts no connection")
    return _Fate(None, "no answer", None, "ReadTimeout", f"{host} never answers")


def _broken(host: str, after: float) -> _Fate:
    return _Fate(None, "connection reset", after, "ReadError", f"{host}: connection reset by peer")


def _dropped(host: str, after: float) -> _Fate:
    text = f"{host} closed the connection without sending a response"
    return _Fate(None, "connection closed", after, "RemoteProtocolError", text)


def _reply(fate: _Fate) -> dict[str, Any]:
    headers, body = ([], b"") if fate.response is None else _as_sent(fate.response)
    return {
        "op": "reply",
        "after": fate.after,
        "error": fate.error,
        "text": fate.text,
        "status": fate.response.status_code if fate.response is not None else 0,
        "headers": headers,
        "body": base64.b64encode(body).decode("ascii"),
    }


def _as_sent(response: httpx.Response) -> tuple[list[list[str]], bytes]:
    """Headers and body that fit each other. ``content`` has undone the coding that the headers still name; where the
    body is no longer there as it was sent, in a response that a client has received, the headers must not name it.
    """
    if isinstance(response.stream, httpx.ByteStream):
        return header_form(response.headers), b"".join(response.stream)
    headers = httpx.Headers(response.headers)
    if headers.pop("content-encoding", ""):
        headers.pop("content-length", "")
    return header_form(headers), response.content
