"""What a hidden suite holds of the student's code: the module, objects over there, and exceptions from over there.

The fixture ``student`` is a ``Student``; everything else here is reached through it or through ``grader.suite``.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx

from grader.harness.evidence import TEST
from grader.harness.forms import Handle
from grader.harness.messages import check_location
from grader.harness.places import frames
from grader.harness.verdicts import Explanation
from grader.harness.wire import ErrorForm
from grader.harness.words import clean, named, without_noise

if TYPE_CHECKING:
    from grader.harness.link import Link


class StudentError(Exception):
    """An exception of the student's code. ``names`` is its ancestry, the most special first; ``text`` its ``str``.

    ``asked_for`` is what the test asked for when it came, as a phrase behind "Expected"; ``of_the_test`` is true if it
    is one that a function of the test's raised, and that the student's code has let pass.
    """

    asked_for = ""
    of_the_test = False

    def __init__(self, form: ErrorForm, text: str, value: Any) -> None:
        text = clean(text)
        self.names = tuple(name[:200] for name in form.names[:50])
        self.text = text
        self.frames = frames(form.frames)
        super().__init__(f"{self.name}: {text}")
        self._value = value

    @property
    def name(self) -> str:
        """The exception's class name, quoted if it is none that Python code can write."""
        return named(self.names[0]) if self.names else "an exception"

    @property
    def said(self) -> str:
        """Class name and text, as Python would write them: without a colon if there is no text."""
        text = without_noise(self.text)
        return f"{self.name}: {text}" if text else self.name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._value, name)


class Remote:
    """Stands for an object of the student's. Attributes are read now; methods are called over there."""

    __slots__ = ("_handle", "_link", "_name")

    def __init__(self, link: Link, handle: Handle, name: str = "") -> None:
        self._link = link
        self._handle = handle
        self._name = name or named(handle.name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._link.get(self._handle.number, name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it over there."""
        return self._link.call(self._handle.number, None, args, kwargs, shown=self._name)

    def __getitem__(self, key: Any) -> Any:
        return self._link.item(self._handle.number, key)

    def __len__(self) -> int:
        return self._link.length(self._handle.number)

    def __bool__(self) -> bool:
        return True

    def __enter__(self) -> Any:
        return self._link.call(self._handle.number, "__enter__", (), {})

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._link.call(self._handle.number, "__exit__", (None, None, None), {})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Remote) and (self._link, self._handle.number) == (other._link, other._handle.number)

    def __hash__(self) -> int:
        return hash(self._handle.number)

    def __repr__(self) -> str:
        if self._handle.fields is not None:
            shown = ", ".join(f"{name}={value!r}" for name, value in list(self._handle.fields.items())[:6])
            return f"{named(self._handle.name)}({shown})"[:200]
        return f"<{named(self._handle.name)}>"


def fields(remote: Any) -> dict[str, Any]:
    """The fields of a record (dataclass, enum member, named tuple, pydantic model) as they were when it arrived."""
    if not isinstance(remote, Remote) or remote._handle.fields is None:
        raise TypeError("not a record")
    return dict(remote._handle.fields)


def type_name(value: Any) -> str:
    """The class name of a value, whichever side it lives on."""
    return named(value._handle.name) if isinstance(value, Remote) else type(value).__name__


class Caught:
    """What ``student.raises`` gives: ``value`` is the exception, once the block is over."""

    value: StudentError


class Student:
    """The student's module, in a process that begins at the first use."""

    def __init__(self, connect: Callable[..., Link]) -> None:
        self._connect = connect
        self._link_or_none: Link | None = None

    @property
    def _link(self) -> Link:
        if self._link_or_none is None:
            self._link_or_none = self._connect()
        return self._link_or_none

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._link.get(0, name)

    def start(self, environ: dict[str, str] | None = None, files: dict[str, bytes] | None = None) -> None:
        """Begin now, with environment variables and files in the working folder."""
        if self._link_or_none is not None:
            raise RuntimeError("start() comes before the first use of student; for a second process use another()")
        self._link_or_none = self._connect(environ=environ or {}, files=files or {})

    def another(self, environ: dict[str, str] | None = None, files: dict[str, bytes] | None = None) -> Student:
        """The same module in a further process."""
        other = Student(self._connect)
        other.start(environ, files)
        return other

    @property
    def folder(self) -> str:
        """The working folder on the student's side: writable, empty but for ``files``."""
        return self._link.folder

    def output(self) -> str:
        """What the student's code has printed so far, on both streams."""
        return self._link.output()

    def take(self, remote: Any, count: int) -> list[Any]:
        """Up to ``count`` items of an iterable over there (or here)."""
        if isinstance(remote, Remote):
            return self._link.take(remote._handle.number, count)
        return list(remote)[:count]

    def app(self, app: str | Remote, base_url: str = "http://app.test") -> httpx.Client:
        """An httpx client onto the student's ASGI application (its name in the module, or the object)."""
        target, name = (app._handle.number, None) if isinstance(app, Remote) else (0, app)
        return StudentClient(self._link, target, name, base_url)

    def together(self, *calls: functools.partial[Any] | httpx.Request) -> list[Any]:
        """Run calls and requests at once; the value, response or ``StudentError`` of each, in order."""
        return self._link.together([_item(call) for call in calls])

    @contextmanager
    def raises(self, *names: str, why: str = "", try_next: str = "", tried: str = "") -> Iterator[Caught]:
        """Expect the block to raise an exception of the student's with one of these class names in its ancestry.

        ``tried`` tells one of several cases from the others: it stands above what was expected, and in the drawing.
        """
        caught = Caught()
        expected = f"{' or '.join(names)} to be raised"
        if tried and self._link_or_none is not None:
            self._link_or_none.say("note", TEST, TEST, tried)
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
            shown = self._link.last_return
            happened = f"nothing was raised; the call came back with {shown}" if shown else "nothing was raised"
            raise AssertionError(Explanation(expected, happened, why, try_next, tried))


class WrongException(AssertionError):
    """Another exception than the expected one; keeps it, so that the student's lines can be shown."""

    def __init__(self, explanation: Explanation, error: StudentError) -> None:
        super().__init__(explanation)
        self.error = error


class StudentClient(httpx.Client):
    """An httpx client whose requests go to an ASGI application over there; knows it for ``student.together``."""

    def __init__(self, link: Link, target: int, name: str | None, base_url: str) -> None:
        transport = _Transport(link, target, name)
        super().__init__(transport=transport, base_url=base_url, trust_env=False)
        self.application = (target, name)
        self.answer = transport.answer

    def build_request(self, *args: Any, **kwargs: Any) -> httpx.Request:
        """As httpx's; the request remembers its application."""
        request = super().build_request(*args, **kwargs)
        request.extensions = {**request.extensions, "application": self.application}
        return request


class _Transport(httpx.BaseTransport):
    def __init__(self, link: Link, target: int, name: str | None) -> None:
        self._link = link
        self._target = target
        self._name = name

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return check_location(self.answer(request, TEST))

    def answer(self, request: httpx.Request, source: str) -> httpx.Response:
        """The application's answer to whoever asks, for the evidence."""
        return self._link.asgi(self._target, self._name, request, source)


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
