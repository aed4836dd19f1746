"""The student's module, as a hidden suite uses it: the fixture ``student`` is a ``Student``."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import httpx

from grader.harness.suite.evidence import TEST
from grader.harness.suite.remote import Process, Remote, StudentError
from grader.harness.verdicts import Explanation
from grader.harness.wire.http import check_location
from grader.harness.words import without_noise
from grader.result.model import EventKind


class ModuleProcess(Process, Protocol):
    """The process of a student's module."""

    folder: str
    """Its working folder."""
    last_return: str
    """What the last call gave back, in words."""

    def take(self, target: int, count: int) -> list[Any]:
        """Up to ``count`` items of an iterable."""
        ...

    def asgi(self, target: int, name: str | None, request: httpx.Request, source: str = TEST) -> httpx.Response:
        """What an ASGI application answers."""
        ...

    def together(self, items: list[dict[str, Any]]) -> list[Any]:
        """What several calls and requests at once come to."""
        ...

    def say(self, kind: EventKind, source: str, target: str, label: str) -> None:
        """Record one event."""
        ...

    def output(self) -> str:
        """What has been printed."""
        ...


class Caught:
    """What ``student.raises`` gives: ``value`` is the exception, once the block is over."""

    value: StudentError


class Student:
    """The student's module, in a process that begins at the first use."""

    def __init__(self, connect: Callable[..., ModuleProcess]) -> None:
        self._connect = connect
        self._process_or_none: ModuleProcess | None = None

    @property
    def _process(self) -> ModuleProcess:
        if self._process_or_none is None:
            self._process_or_none = self._connect()
        return self._process_or_none

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._process.get(0, name)

    def start(self, environ: dict[str, str] | None = None, files: dict[str, bytes] | None = None) -> None:
        """Begin now, with environment variables and files in the working folder."""
        if self._process_or_none is not None:
            raise RuntimeError("start() comes before the first use of student; for a second process use another()")
        self._process_or_none = self._connect(environ=environ or {}, files=files or {})

    def another(self, environ: dict[str, str] | None = None, files: dict[str, bytes] | None = None) -> Student:
        """The same module in a further process."""
        other = Student(self._connect)
        other.start(environ, files)
        return other

    @property
    def folder(self) -> str:
        """The working folder on the student's side: writable, empty but for ``files``."""
        return self._process.folder

    def output(self) -> str:
        """What the student's code has printed so far, on both streams."""
        return self._process.output()

    def take(self, remote: Any, count: int) -> list[Any]:
        """Up to ``count`` items of an iterable over there (or here)."""
        if isinstance(remote, Remote):
            return self._process.take(remote._handle.number, count)
        return list(remote)[:count]

    def app(self, app: str | Remote, base_url: str = "http://app.test") -> httpx.Client:
        """An httpx client onto the student's ASGI application (its name in the module, or the object)."""
        target, name = (app._handle.number, None) if isinstance(app, Remote) else (0, app)
        return StudentClient(self._process, target, name, base_url)

    def together(self, *calls: functools.partial[Any] | httpx.Request) -> list[Any]:
        """Run calls and requests at once; the value, response or ``StudentError`` of each, in order."""
        return self._process.together([_item(call) for call in calls])

    @contextmanager
    def raises(self, *names: str, why: str = "", try_next: str = "", tried: str = "") -> Iterator[Caught]:
        """Expect the block to raise an exception of the student's with one of these class names in its ancestry.

        ``tried`` tells one of several cases from the others: it stands above what was expected, and in the drawing.
        """
        caught = Caught()
        expected = f"{' or '.join(names)} to be raised"
        if tried and self._process_or_none is not None:
            self._process_or_none.say("note", TEST, TEST, tried)
        try:
            yield caught
        except StudentError as error:
            if not set(names) & set(error.names):
                if "NotImplementedError" in error.names:
                    raise
                text = without_noise(error.text)
                happened = f"{error.name} was raised: {text}" if text else f"{error.name} was raised"
                raise WrongException(Explanation(expected, happened, why, try_next, tried), error) from None
            caught.value = error
        else:
            shown = self._process.last_return
            happened = f"nothing was raised; the call came back with {shown}" if shown else "nothing was raised"
            raise AssertionError(Explanation(expected, happened, why, try_next, tried))


class WrongException(AssertionError):
    """Another exception than the expected one; keeps it, so that the student's lines can be shown."""

    def __init__(self, explanation: Explanation, error: StudentError) -> None:
        super().__init__(explanation)
        self.error = error


class StudentClient(httpx.Client):
    """An httpx client whose requests go to an ASGI application over there; knows it for ``student.together``."""

    def __init__(self, process: ModuleProcess, target: int, name: str | None, base_url: str) -> None:
        transport = _Transport(process, target, name)
        super().__init__(transport=transport, base_url=base_url, trust_env=False)
        self.application = (target, name)
        self.answer = transport.answer

    def build_request(self, *args: Any, **kwargs: Any) -> httpx.Request:
        """As httpx's; the request remembers its application."""
        request = super().build_request(*args, **kwargs)
        request.extensions = {**request.extensions, "application": self.application}
        return request


class _Transport(httpx.BaseTransport):
    def __init__(self, process: ModuleProcess, target: int, name: str | None) -> None:
        self._process = process
        self._target = target
        self._name = name

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return check_location(self.answer(request, TEST))

    def answer(self, request: httpx.Request, source: str) -> httpx.Response:
        """The application's answer to whoever asks, for the evidence."""
        return self._process.asgi(self._target, self._name, request, source)


def _item(call: functools.partial[Any] | httpx.Request) -> dict[str, Any]:
    if isinstance(call, httpx.Request):
        target, name = call.extensions["application"]
        return {"op": "asgi", "target": target, "name": name, "request": call}
    function = call.func
    if not isinstance(function, Remote):
        raise TypeError("student.together takes functools.partial(function of the student's, …) and requests")
    return {
        "op": "call",
        "target": function._handle.number,
        "shown": function._name,
        "args": call.args,
        "kwargs": call.keywords,
    }
