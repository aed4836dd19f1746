"""A test that does whatever a suite may do, one step after the other, and cells that play the fuzzer's frames."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

import httpx

from grader.harness.link import Link
from grader.harness.processes.zygote_client import End
from grader.harness.suite.remote import Remote, StudentError, fields
from grader.harness.suite.student import Student
from grader.harness.trial import Trial
from grader.harness.wire.messages import CallbackAsk, CollectAsk, HttpAsk, Violation, read_message
from grader.harness.wire.values import Handle
from mocks.faults import delay, hang, refuse, reset, status

from . import forms, frames
from .source import Source
from .stubs import LIMITS, Peer, StubCells, StubZygote

NESTED = 30
CELLS = 4
STATUS_WORDS = (0, 9, 11, 24, 6, 31, 40, 64, 127, 0x100, 0x8B, 0xFF00)
NAMES = ("f", "value", "close", "a b", "é")
SCRIPTS = ((), (hang(), reset()), (refuse(), delay(9)), (status(503, json=[]),))


class Bench:
    """One test: a trial, what it holds of the student's, services, and the cells that the fuzzer plays."""

    def __init__(self, source: Source) -> None:
        self.source = source
        end = End(source.pick(STATUS_WORDS), source.pick((0.0, 9.0)), bool(source.below(2)))
        self.zygote = StubZygote(None if source.once_in(50) else end, filtered=bool(source.below(2)))
        self.trial = Trial(StubCells(self.zygote, self._begin, LIMITS))  # type: ignore[arg-type] # stands for Cells
        self._students = [self.trial.student]
        self._held: list[Any] = []
        self._nested = 0
        self._serve()

    def close(self) -> None:
        """End the trial, then the fuzzer's ends."""
        self.trial.close()
        for peer in self.zygote.peers.values():
            peer.listen()
            peer.close()

    def step(self) -> Any:
        """One operation of the test's, and what the cell makes of it."""
        operation, asks = self.source.pick(OPERATIONS)
        student = self.student
        for ask in asks:
            self._play(self._peer(student), ask)
        value = operation(self, student)
        self._held = [*self._held[-5:], value]
        return value

    @property
    def student(self) -> Student:
        """One of the student's processes that has not ended; a new one if all have."""
        alive = [one for one in self._students if not _ended(one)]
        if not alive and len(self._students) < CELLS:
            self._students.append(self.trial.student.another({"A": "1"} if self.source.below(2) else None))
            return self._students[-1]
        return self.source.pick(alive or self._students)

    def _peer(self, student: Student) -> Peer:
        link = student._process
        return self.zygote.peers[link.conversation._line.number]

    def _begin(self, peer: Peer) -> None:
        if self.source.once_in(12):
            self._play(peer, "form")
        else:
            self._send(peer, {"type": "answer", "value": None, "now": 0, "sleeps": []}, "form", spoil=False)

    def _play(self, peer: Peer, operation: str) -> None:
        """Questions, perhaps with what the nested operations come to, and the outcome."""
        source = self.source
        for _ in range(source.below(4)):
            self._send(peer, frames.enveloped(frames.question(source), source), operation)
            if source.once_in(4):
                self._send(peer, frames.enveloped(frames.outcome("call", source), source), operation)
        if not source.once_in(20):
            self._send(peer, frames.enveloped(frames.outcome(operation, source), source), operation)
        if source.once_in(30):
            peer.hang_up(source.pick((socket.SHUT_WR, socket.SHUT_RD, socket.SHUT_RDWR)))
        if source.once_in(12):
            peer.print(forms.text(source).encode("utf-8", "surrogatepass"))

    def _send(self, peer: Peer, made: dict[str, Any], operation: str, *, spoil: bool = True) -> None:
        source = self.source
        if spoil and source.once_in(40):
            made = frames.message(operation, source)
        body = frames.packed(made, source) if spoil else frames.packed(made, Source(b""))
        copies = source.copies(forms.COPIES) if spoil and source.once_in(40) else 1
        with suppress(Violation):
            peer.asked += copies * isinstance(read_message(body), HttpAsk | CallbackAsk | CollectAsk)
        peer.send((frames.frame(body, source) if spoil else frames.frame(body, Source(b""))) * copies)

    def _serve(self) -> None:
        network, source = self.trial.network, self.source
        network.serve("api.test", lambda request: httpx.Response(200, content=request.content[:99]))
        network.serve("asgi.test", self._echo)
        network.serve("fails.test", self._fail)
        network.script("api.test", *source.pick(SCRIPTS))
        network.latency("asgi.test", source.pick((0.0, 0.5, 61.0)))

    async def _echo(self, scope: Any, receive: Any, send: Any) -> None:
        said = await receive()
        await self.trial.clock.sleep(0.25)
        start = {"type": "http.response.start", "status": 200, "headers": [(b"x", scope["path"].encode()[:99])]}
        await send(start)
        await send({"type": "http.response.body", "body": said["body"][:99]})

    def _fail(self, request: httpx.Request) -> httpx.Response:
        raise self.source.pick((ValueError, AssertionError, ConnectionResetError, TimeoutError, ConnectionRefusedError))

    # What a test does -----------------------------------------------------------------------------------------------

    def remote(self, student: Student) -> Remote:
        """Something that the test holds of this process, or its module."""
        found = [value for value in self._held if isinstance(value, Remote) and value._process is student._process]
        return self.source.pick(found) if found else Remote(student._process, Handle(0, "work", True, None))

    def get(self, student: Student) -> Any:
        """An attribute."""
        return getattr(student if self.source.below(2) else self.remote(student), self.source.pick(NAMES))

    def call(self, student: Student) -> Any:
        """A call with values, things of the student's, and functions."""
        source = self.source
        argument: Any = source.pick(([1, 2], {"a": 1}, {3}))
        arguments = [argument, self._callable(student), *self._of(student)]
        remote = self.remote(student)
        method = remote if source.below(2) else remote.method
        return [method(*arguments, key=[1]), argument] if isinstance(method, Remote) else method

    def item(self, student: Student) -> Any:
        """What is at a key."""
        return self.remote(student)[self.source.pick((0, "key", (1, b"2")))]

    def length(self, student: Student) -> int:
        """How many there are."""
        return len(self.remote(student))

    def take(self, student: Student) -> list[Any]:
        """Some of them."""
        return student.take(self.remote(student), 4)

    def application(self, student: Student) -> Any:
        """A request to the student's application."""
        with student.app("app") as client:
            answer = client.request("GET", "/a?b", follow_redirects=bool(self.source.below(2)))
        return [answer.status_code, answer.text, dict(answer.headers), str(answer.url), answer.encoding]

    def together(self, student: Student) -> list[Any]:
        """Several at once."""
        found, client = self.remote(student), student.app("app")
        calls: list[Any] = [partial(found, 1), client.build_request("GET", "/"), partial(found, key=[])]
        answers = student.together(*calls[: self.source.below(4)])
        return [str(answer) if isinstance(answer, StudentError) else answer for answer in answers]

    def advance(self, student: Student) -> None:
        """Let time pass."""
        self.trial.clock.advance(self.source.pick((0, 1, 61, 1e6)))

    def watch(self, student: Student) -> None:
        """Draw a state from here on."""
        self.trial.evidence.watch("state", lambda: student.value)

    def raises(self, student: Student) -> Any:
        """Expect an exception."""
        with student.raises("ValueError", "a", why="it matters") as caught:
            self.remote(student)()
        attribute = caught.value.value if isinstance(caught.value._value, Remote) else None
        return [caught.value.name, caught.value.text, len(caught.value.frames), attribute]

    def another(self, student: Student) -> None:
        """A further process."""
        if len(self._students) < CELLS:
            self._students.append(student.another())

    def browse(self, student: Student) -> Any:
        """A browser goes to a service, which may be the student's application."""
        self.trial.network.serve("own.test", student.app("app"))
        host = self.source.pick(("own", "asgi", "fails", "nobody"))
        return self.trial.network.browser().get(f"http://{host}.test/").text

    def enter(self, student: Student) -> Any:
        """Use an object as a context manager, and read what has come with it."""
        remote = self.remote(student)
        with remote as entered:
            told = {} if remote._handle.fields is None else fields(remote)
            return [repr(remote), entered, told, student.output(), remote == entered, remote in {remote}]

    def shake_hands(self, student: Student) -> Any:
        """The steps of a TLS handshake."""
        end = student._process.tls_end(0, True, "a.test")
        return student._process.tls_step(end, b"hello")

    def look_back(self, student: Student) -> list[Any]:
        """What was requested."""
        found = self.trial.network.requests(host="api.test", method="GET", path="/a")
        return [[one.at, one.seconds, one.fault, str(one.request.url.params)] for one in found]

    def _of(self, student: Student) -> list[Any]:
        """What the test holds last, if that can be passed to this process."""
        found = self._held[-1:]
        sendable = found and (
            getattr(found[0], "_process", None) is student._process or type(found[0]) in (str, httpx.Response)
        )
        return found if sendable else []

    def _callable(self, student: Student) -> Callable[..., Any]:
        async def later(*values: Any, **named: Any) -> Any:
            return [*values, *named]

        def fails(*values: Any) -> None:
            said = (ValueError("no"), KeyError(*values), LookupError(values), StopIteration(), self._error)
            raise self.source.pick(said)

        def passes(*values: Any) -> Any:
            return self.remote(student)()  # what it raises goes back to where it came from

        kept = self._held.append
        return self.source.pick((lambda *values: values, kept, self._again, later, fails, passes, self.remote(student)))

    @property
    def _error(self) -> Exception:
        request = httpx.Request("GET", "http://api.test/")
        return httpx.HTTPStatusError("no", request=request, response=httpx.Response(500, request=request))

    def _again(self, *values: Any, **named: Any) -> Any:
        self._nested += 1
        try:
            if self._nested < NESTED:
                self.step()
        finally:
            self._nested -= 1
        return values[:1]


def _ended(student: Student) -> bool:
    link: Link | None = student._process_or_none
    return link is not None and link.is_open and link.conversation._ended is not None


Operation = tuple[Callable[[Bench, Student], Any], tuple[str, ...]]
OPERATIONS: tuple[Operation, ...] = (
    (Bench.call, ("call",)),
    (Bench.get, ("get",)),
    (Bench.call, ("get", "call")),
    (Bench.application, ("asgi",)),
    (Bench.item, ("item",)),
    (Bench.length, ("len",)),
    (Bench.take, ("take",)),
    (Bench.together, ("together",)),
    (Bench.advance, ("advance",)),
    (Bench.watch, ("get",)),
    (Bench.raises, ("call", "get")),
    (Bench.another, ()),
    (Bench.browse, ("asgi",)),
    (Bench.enter, ("call", "call")),
    (Bench.shake_hands, ("tls", "step")),
    (Bench.look_back, ()),
)
