"""The operations on one cell, in the test's terms: values in, values out, evidence of both. The harness only."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpx

from grader.harness.conversation import Conversation, not_understood
from grader.harness.evidence import STUDENT, TEST
from grader.harness.messages import request_form, response_of, value_form, value_of
from grader.harness.student import Remote, StudentError
from grader.harness.verdicts import CellEnded, Frame
from grader.harness.wire import (
    Answer,
    CallbackAsk,
    ErrorForm,
    Handle,
    HttpAsk,
    Raised,
    Reader,
    Violation,
    Writer,
)
from grader.harness.words import call as call_in_words
from grader.harness.words import short
from grader.result.model import EventKind

if TYPE_CHECKING:
    from grader.harness.trial import Trial

MAX_SLEEPS = 1000
MAX_PEEKS = 16


class Link:
    """One cell as the test sees it. Made by ``Trial``; ``open`` must be called before anything else."""

    def __init__(self, trial: Trial, folder: str) -> None:
        self._trial = trial
        self._callables: list[Callable[..., Any]] = []
        self._writer = Writer(self._reference)
        self._conversation: Conversation | None = None
        self._lasting: dict[tuple[int, str], Remote] = {}
        self._peeks: dict[tuple[int, str], None] = {}
        self._fresh: dict[tuple[int, str], Any] = {}
        self.folder = folder
        self.last_return = ""
        self.app_error: StudentError | None = None
        self.place: Frame | None = None

    def open(self, conversation: Conversation) -> StudentError | None:
        """Take the conversation; the exception that the import ended with, if it did."""
        self._conversation = conversation
        outcome = conversation.begin()
        return self._error(outcome.error) if isinstance(outcome, Raised) else None

    def get(self, target: int, name: str) -> Any:
        """An attribute, now. A method of a class, once known, is not asked for again; what is watched comes with
        calls.
        """
        key = (target, name)
        if key in self._lasting:
            return self._lasting[key]
        if self._trial.evidence.looking:
            if key in self._fresh:
                return self._read(self._fresh[key])
            self._peeks[key] = None
        result = self._raise_or(self._ask({"op": "get", "target": target, "name": name}))
        if not isinstance(result, dict) or set(result) != {"value", "lasting"}:
            raise self._violated()
        value = self._read(result["value"])
        if result["lasting"] is True and isinstance(value, Remote):
            self._lasting[key] = value
        return value

    def item(self, target: int, key: Any) -> Any:
        """What is at a key, now."""
        return self._value(self._ask({"op": "item", "target": target, "key": self._writer.form(key)}))

    def length(self, target: int) -> int:
        """How many items there are, now."""
        found = self._value(self._ask({"op": "len", "target": target}))
        if type(found) is not int or found < 0:
            raise self._violated()
        return found

    def take(self, target: int, count: int) -> list[Any]:
        """Up to ``count`` items."""
        found = self._value(self._ask({"op": "take", "target": target, "count": count}))
        if not isinstance(found, list) or len(found) > count:
            raise self._violated()
        return found

    def call(
        self, target: int, name: str | None, args: tuple[Any, ...], kwargs: dict[str, Any], shown: str = ""
    ) -> Any:
        """Call over there; mutable arguments come back changed if they were changed."""
        self._trial.evidence.event("call", TEST, STUDENT, call_in_words(shown or name or "", args, kwargs))
        peeks = list(self._peeks)[:MAX_PEEKS] if not self._trial.evidence.looking else []
        operation = {"op": "call", "target": target, "name": name, **self._arguments(args, kwargs)}
        answer = self._ask({**operation, "peek": peeks} if peeks else operation)
        fresh = {key: found[0] for key, found in zip(peeks, answer.peeked, strict=False) if _is_peeked(found)}
        try:
            result = self._raise_or(answer)
        except StudentError:
            with contextlib.suppress(StudentError):  # the first error is the one to tell
                self._look(fresh)
            raise
        if (
            not isinstance(result, dict)
            or set(result) != {"value", "changed", "place"}
            or not isinstance(result["changed"], list)
        ):
            raise self._violated()
        place = self._place(result["place"])
        value = self._read(result["value"])
        self._copy_back(result["changed"], args, kwargs)
        if not self._trial.evidence.looking:  # a state that is only watched is not what the test called last
            self.place, self.last_return = place, short(value)
        self._trial.evidence.event("return", STUDENT, TEST, short(value))
        self._look(fresh)
        return value

    def _look(self, fresh: dict[tuple[int, str], Any]) -> None:
        """Read what is watched; ``fresh`` is what has come with the call's own answer, and is old at once."""
        self._fresh = fresh
        try:
            self._trial.evidence.look()
        finally:
            self._fresh = {}

    def asgi(self, target: int, name: str | None, request: httpx.Request, source: str = TEST) -> httpx.Response:
        """Ask an ASGI application over there; ``source`` is who does, for the evidence."""
        request.read()
        host = request.url.host
        self._trial.evidence.event(
            "request", source, STUDENT, f"{request.method} {request.url.raw_path.decode()}", host
        )
        answer = self._ask({"op": "asgi", "target": target, "name": name, "request": request_form(request)})
        result = self._raise_or(answer)
        if not isinstance(result, dict) or set(result) != {"response", "error"}:
            raise self._violated()
        if result["error"] is not None:
            self._note_app_error(result["error"])
        response = self._response(result["response"], request)
        self._trial.evidence.event("response", STUDENT, source, f"{response.status_code} {response.reason_phrase}")
        self._trial.evidence.look()
        return response

    def advance(self, to: float) -> float | None:
        """Let the student's code live through the time until ``to``; when it has something to do next (both in seconds
        since the test began).
        """
        due = self._value(self._ask({"op": "advance", "to": to}))
        if due is not None and type(due) not in (int, float):
            raise self._violated()
        return due if due is None else float(due)

    def tls_end(self, target: int, server: bool, hostname: str) -> int:
        """Begin a TLS connection with the context ``target``; its end over there, by number."""
        number = self._raise_or(self._ask({"op": "tls", "target": target, "server": server, "hostname": hostname}))
        if type(number) is not int:
            raise self._violated()
        return number

    def tls_step(self, end: int, data: bytes) -> tuple[bytes, bool]:
        """Give that end what the other one has sent; what it sends, and whether it has agreed."""
        step = {"op": "call", "target": end, "name": "step", **self._arguments((data,), {})}
        result = self._raise_or(self._ask(step))
        match self._read(result["value"]) if isinstance(result, dict) and "value" in result else None:
            case (bytes(sent), bool(agreed)):
                return sent, agreed
        raise self._violated()

    def say(self, kind: EventKind, source: str, target: str, label: str) -> None:
        """Record one event."""
        self._trial.evidence.event(kind, source, target, label)

    def together(self, items: list[dict[str, Any]]) -> list[Any]:
        """Run several calls and requests at once."""
        forms = []
        for item in items:
            if item["op"] == "asgi":
                item["request"].read()
                label = f"{item['request'].method} {item['request'].url.raw_path.decode()}"
                forms.append({**item, "request": request_form(item["request"])})
            else:
                label = call_in_words(item["shown"], item["args"], item["kwargs"])
                arguments = self._arguments(item["args"], item["kwargs"])
                forms.append({"op": "call", "target": item["target"], "name": None, **arguments})
            self._trial.evidence.event("call", TEST, STUDENT, label)
        results = self._raise_or(self._ask({"op": "together", "items": forms}))
        if not isinstance(results, list) or len(results) != len(items):
            raise self._violated()
        self._trial.evidence.look()
        return [self._together_result(result, item) for result, item in zip(results, items, strict=True)]

    def output(self) -> str:
        """What has been printed so far."""
        return self.conversation.output()[0]

    @property
    def conversation(self) -> Conversation:
        """The conversation; there is one from ``open`` on."""
        if self._conversation is None:
            raise RuntimeError("the link is not open")
        return self._conversation

    def heard(self, now: float, sleeps: list[float]) -> None:
        """From the conversation: the time over there."""
        clock, evidence = self._trial.clock, self._trial.evidence
        for seconds in sleeps[: MAX_SLEEPS - len(clock.sleeps)]:
            clock.sleeps.append(seconds)
            evidence.event("sleep", STUDENT, STUDENT, f"sleeps {seconds:g} s", seconds=seconds)
        clock.move_to(now)

    def http(self, ask: HttpAsk) -> dict[str, Any]:
        """From the conversation: a request of the student's."""
        return self._trial.network.handle(ask)

    def callback(self, ask: CallbackAsk) -> dict[str, Any]:
        """From the conversation: the student's code calls a function of the test's."""
        if not 0 <= ask.callback < len(self._callables):
            raise Violation("a call of a function that was never passed")
        function = self._callables[ask.callback]
        args = [self._read(form) for form in ask.args]
        kwargs = {name: self._read(form) for name, form in ask.kwargs}
        self._trial.evidence.event("callback", STUDENT, TEST, call_in_words(short(function), args, kwargs))
        try:
            value = function(*args, **kwargs)
            if inspect.iscoroutine(value):
                value = _immediate(value)
        except Exception as error:  # the test's function raises for the student's code to handle
            self._trial.evidence.event("answer", TEST, STUDENT, f"raises {type(error).__name__}")
            return {"op": "reply", "error": self._error_form(error), "value": None}
        self._trial.evidence.event("answer", TEST, STUDENT, short(value))
        return {"op": "reply", "error": None, "value": self._writer.form(value)}

    def _error_form(self, error: Exception) -> dict[str, Any]:
        """An exception of the test's function, or one of the student's that passed through it."""
        if isinstance(error, StudentError) and isinstance(error._value, Remote) and error._value._link is self:
            return {"own": error._value._handle.number}
        status = error.response.status_code if isinstance(error, httpx.HTTPStatusError) else 0
        said = error.args[0] if isinstance(error, KeyError) and error.args else error  # its str is its key's repr
        return {"name": type(error).__name__, "text": str(said), "status": status}

    def now(self) -> float:
        """For the conversation: the time on this side."""
        return self._trial.clock.elapsed

    def _error(self, form: ErrorForm) -> StudentError:
        text = self._read(form.text)
        if not form.names or not isinstance(text, str):
            raise self._violated(Violation("an exception without a name"))
        return StudentError(form, text[:4000], self._read(form.value))

    def _ask(self, operation: dict[str, Any]) -> Answer | Raised:
        return self.conversation.ask(operation)

    def _raise_or(self, answer: Answer | Raised) -> Any:
        if isinstance(answer, Answer):
            return answer.value
        error = self._error(answer.error)
        self._trial.evidence.event("raise", STUDENT, TEST, f"{error.name}: {error.text}" if error.text else error.name)
        raise error

    def _value(self, answer: Answer | Raised) -> Any:
        return self._read(self._raise_or(answer))

    def _read(self, form: Any) -> Any:
        try:
            return Reader(self._adopt, value_of).value(form)
        except Violation as error:
            raise self._violated(error) from None

    def _violated(self, error: Violation | None = None) -> CellEnded:
        return self.conversation.end(not_understood(error or "an answer of the wrong form"))

    def _place(self, body: Any) -> Frame | None:
        match body:
            case None:
                return None
            case [str(file), int(line), str(function)] if 0 < line < 1_000_000:
                return Frame(file[:200], line, function[:200])
            case _:
                raise self._violated()

    def _adopt(self, handle: Handle) -> Remote:
        return Remote(self, handle)

    def _reference(self, value: Any) -> dict[str, Any] | None:
        if isinstance(value, Remote):
            if value._link is not self:
                raise TypeError("an object of one process of the student's can't be passed to another")
            return {"handle": value._handle.number}
        if isinstance(value, StudentError):
            return self._reference(value._value)
        if isinstance(value, httpx.Response):
            return {"response": value_form(value)}
        if callable(value):
            if value not in self._callables:
                self._callables.append(value)
            awaitable = inspect.iscoroutinefunction(value)
            return {"callback": [self._callables.index(value), awaitable, getattr(value, "__name__", "function")]}
        return None

    def _arguments(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        forms = [self._writer.form(value) for value in args]
        return {"args": forms, "kwargs": [[name, self._writer.form(value)] for name, value in kwargs.items()]}

    def _copy_back(self, changed: list[Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        for pair in changed:
            if not isinstance(pair, list) or len(pair) != 2:
                raise self._violated()
            key, form = pair
            if type(key) is int and 0 <= key < len(args):
                original = args[key]
            elif isinstance(key, str) and key in kwargs:
                original = kwargs[key]
            else:
                raise self._violated()
            after = self._read(form)
            if isinstance(original, list) and isinstance(after, list):
                original[:] = after
            elif isinstance(original, dict | set) and type(after) is type(original):
                original.clear()
                original.update(after)

    def _together_result(self, result: Any, item: dict[str, Any]) -> Any:
        if not isinstance(result, dict) or len(result) != 1:
            raise self._violated()
        ((kind, body),) = result.items()
        if kind == "error":
            return self._app_or_call_error(body)
        if kind == "response" and item["op"] == "asgi":
            return self._response(body, item["request"])
        if kind == "value" and item["op"] == "call":
            return self._read(body)
        raise self._violated()

    def _app_or_call_error(self, body: Any) -> StudentError:
        import msgspec

        try:
            form = msgspec.convert(body, ErrorForm)
        except msgspec.ValidationError:
            raise self._violated() from None
        return self._error(form)

    def _note_app_error(self, body: Any) -> None:
        error = self._app_or_call_error(body)
        if "NotImplementedError" in error.names:
            raise error
        self.app_error = error
        self._trial.evidence.event("raise", STUDENT, STUDENT, f"{error.name}: {error.text}")

    def _response(self, body: Any, request: httpx.Request) -> httpx.Response:
        try:
            return response_of(body, request)
        except Violation as error:
            raise self._violated(error) from error


def _is_peeked(found: Any) -> bool:
    return isinstance(found, list) and len(found) == 1


def _immediate(coroutine: Any) -> Any:
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    coroutine.close()
    raise RuntimeError("an async function passed to the student's code may await nothing real")
