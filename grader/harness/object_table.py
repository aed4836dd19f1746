"""The values of one cell, both ways: what a test passes as forms, what comes back as values. The harness only.

An object of the student's stays over there and is a ``Remote`` here; a callable of the test's stays here and is a
number over there. Whatever comes from the cell may be anything: ``Violation`` says what is wrong with it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from typing import Any

import httpx
import msgspec

from grader.harness.suite.remote import Process, Remote, StudentError
from grader.harness.verdicts import Frame
from grader.harness.wire.http import value_form, value_of
from grader.harness.wire.messages import ErrorForm, Violation
from grader.harness.wire.source_positions import place
from grader.harness.wire.values import Handle, Reader, Writer

MAX_ERROR_TEXT = 4000


class Values:
    """The handles and callables that a test and one process of the student's know of each other."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._callables: list[Callable[..., Any]] = []
        self._writer = Writer(self.reference)

    def form(self, value: Any) -> Any:
        """A value of the test's, to be sent."""
        return self._writer.form(value)

    def arguments(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        """The arguments of a call, to be sent."""
        forms = [self.form(value) for value in args]
        return {"args": forms, "kwargs": [[name, self.form(value)] for name, value in kwargs.items()]}

    def read(self, form: Any) -> Any:
        """The value that a form stands for."""
        return self.read_all([form])[0]

    def read_all(self, forms: Sequence[Any]) -> list[Any]:
        """The values of one message, which share its limits."""
        reader = Reader(self._adopt, value_of)
        return [reader.value(form) for form in forms]

    def error(self, form: ErrorForm) -> StudentError:
        """An exception of the student's."""
        text, value = self.read_all([form.text, form.value])
        if not form.names or not isinstance(text, str):
            raise Violation("an exception without a name")
        return StudentError(form, text[:MAX_ERROR_TEXT], value)

    def error_in(self, body: Any) -> StudentError:
        """The same, from within an answer."""
        try:
            form = msgspec.convert(body, ErrorForm)
        except msgspec.ValidationError:
            raise Violation("an exception of the wrong form") from None
        return self.error(form)

    def place(self, body: Any) -> Frame | None:
        """Where something of the student's is defined, if that is in their files."""
        match body:
            case None:
                return None
            case [str(file), int(line), str(function)] if type(line) is int:  # True would be an int as well
                return place(file, line, function)
            case _:
                raise Violation("a place of the wrong form")

    def callable(self, number: int) -> Callable[..., Any]:
        """The test's function that has this number over there."""
        if not 0 <= number < len(self._callables):
            raise Violation("a call of a function that was never passed")
        return self._callables[number]

    def own(self, error: BaseException) -> int | None:
        """The number of the student's exception that this one is, if it came from the same cell."""
        remote = error._value if isinstance(error, StudentError) else None
        return remote._handle.number if isinstance(remote, Remote) and remote._process is self._process else None

    def reference(self, value: Any) -> dict[str, Any] | None:
        """The form of what is no plain value; None if there is none."""
        if isinstance(value, Remote):
            if value._process is not self._process:
                raise TypeError("an object of one process of the student's can't be passed to another")
            return {"handle": value._handle.number}
        if isinstance(value, StudentError):
            return self.reference(value._value)
        if isinstance(value, httpx.Response):
            return {"response": value_form(value)}
        if callable(value):
            if value not in self._callables:
                self._callables.append(value)
            awaitable = inspect.iscoroutinefunction(value)
            return {"callback": [self._callables.index(value), awaitable, getattr(value, "__name__", "function")]}
        return None

    def _adopt(self, handle: Handle) -> Remote:
        return Remote(self._process, handle)
