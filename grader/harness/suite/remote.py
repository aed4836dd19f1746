"""Objects and exceptions of the student's, as a hidden suite holds them. Re-exported by ``grader.suite``."""

from __future__ import annotations

from typing import Any, Protocol

from grader.harness.wire.messages import ErrorForm
from grader.harness.wire.source_positions import frames
from grader.harness.wire.values import Handle
from grader.harness.words import clean, named, without_noise


class Process(Protocol):
    """The process that an object lives in; ``grader.harness.link`` has it."""

    def get(self, target: int, name: str) -> Any:
        """An attribute of the object with this number."""
        ...

    def item(self, target: int, key: Any) -> Any:
        """What is at a key of it."""
        ...

    def length(self, target: int) -> int:
        """How many items it has."""
        ...

    def call(
        self, target: int, name: str | None, args: tuple[Any, ...], kwargs: dict[str, Any], shown: str = ""
    ) -> Any:
        """What a call of it, or of its method, gives back."""
        ...


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

    __slots__ = ("_handle", "_name", "_process")

    def __init__(self, process: Process, handle: Handle, name: str = "") -> None:
        self._process = process
        self._handle = handle
        self._name = name or named(handle.name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._process.get(self._handle.number, name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it over there."""
        return self._process.call(self._handle.number, None, args, kwargs, shown=self._name)

    def __getitem__(self, key: Any) -> Any:
        return self._process.item(self._handle.number, key)

    def __len__(self) -> int:
        return self._process.length(self._handle.number)

    def __bool__(self) -> bool:
        return True

    def __enter__(self) -> Any:
        return self._process.call(self._handle.number, "__enter__", (), {})

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._process.call(self._handle.number, "__exit__", (None, None, None), {})

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Remote):
            return False
        return self._process is other._process and self._handle.number == other._handle.number

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
