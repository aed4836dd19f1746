"""What a test asks of one cell, in the test's terms: values in, values out, evidence of both. The harness only."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from grader.harness.conversation import Conversation, not_understood
from grader.harness.evidence import STUDENT, TEST
from grader.harness.host import Hosting
from grader.harness.messages import message_in_words, request_form, response_of
from grader.harness.student import Remote, StudentError
from grader.harness.values import Values
from grader.harness.verdicts import CellEnded, Frame
from grader.harness.wire import Answer, Raised, Violation
from grader.harness.words import call as call_in_words
from grader.harness.words import short
from grader.result.model import EventKind

if TYPE_CHECKING:
    from grader.harness.trial import Trial

T = TypeVar("T")
MAX_PEEKS = 16
MAX_BRIEF = 100
"""Characters of a call in a sentence."""


class Link:
    """One cell as the test sees it. Made by ``Trial``; ``open`` must be called before anything else."""

    def __init__(self, trial: Trial, folder: str) -> None:
        self._trial = trial
        self._values = Values(self)
        self.host = Hosting(trial, self._values)
        self._conversation: Conversation | None = None
        self._lasting: dict[tuple[int, str], Remote] = {}
        self._peeks: dict[tuple[int, str], None] = {}
        self._fresh: dict[tuple[int, str], Any] = {}
        self.folder = folder
        self.last_return = ""
        self.app_error: StudentError | None = None
        self.place: Frame | None = None
        self.raised_at: Frame | None = None

    def open(self, conversation: Conversation) -> StudentError | None:
        """Take the conversation; the exception that the import ended with, if it did."""
        self._conversation = conversation
        outcome = conversation.begin()
        return self._sound(lambda: self._values.error(outcome.error)) if isinstance(outcome, Raised) else None

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
        result = self._raise_or(self._ask({"op": "get", "target": target, "name": name}), f"`{name}` to have a value")
        if not isinstance(result, dict) or set(result) != {"value", "lasting"}:
            raise self._violated()
        value = self._read(result["value"])
        if key in self._peeks and not self._trial.evidence.looking:  # what is watched may have changed by time alone
            with contextlib.suppress(StudentError):  # of something else that is watched
                self._look({key: result["value"]})
        if result["lasting"] is True and isinstance(value, Remote):
            self._lasting[key] = value
        return value

    def item(self, target: int, key: Any) -> Any:
        """What is at a key, now."""
        return self._value(self._ask({"op": "item", "target": target, "key": self._values.form(key)}))

    def length(self, target: int) -> int:
        """How many items there are, now."""
        found = self._value(self._ask({"op": "len", "target": target}))
        if type(found) is not int or not 0 <= found <= sys.maxsize:  # more, and it is len() that fails
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
        label = call_in_words(shown or name or "", args, kwargs)
        self._trial.evidence.event("call", TEST, STUDENT, label)
        peeks = list(self._peeks)[:MAX_PEEKS] if not self._trial.evidence.looking else []
        operation = {"op": "call", "target": target, "name": name, **self._values.arguments(args, kwargs)}
        answer = self._ask({**operation, "peek": peeks} if peeks else operation)
        fresh = {key: found[0] for key, found in zip(peeks, answer.peeked, strict=False) if _is_peeked(found)}
        try:
            result = self._raise_or(answer, f"`{_brief(label)}` to give back a value")
        except StudentError as error:
            error.of_the_test = self.host.raised(error)
            if not self._trial.evidence.looking:
                self.place, self.raised_at = None, error.frames[-1] if error.frames else None
            with contextlib.suppress(StudentError):  # the first error is the one to tell
                self._look(fresh)
            raise
        if not isinstance(result, dict) or set(result) != {"value", "changed", "place"}:
            raise self._violated()
        found = self._sound(lambda: self._values.place(result["place"]))
        changed = self._pairs(result["changed"])
        value, *after = self._read_all([result["value"], *(form for _, form in changed)])
        self._copy_back([key for key, _ in changed], after, args, kwargs)
        if not self._trial.evidence.looking:  # a state that is only watched is not what the test called last
            self.place, self.raised_at, self.last_return = found, None, short(value)
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
        label = f"{request.method} {request.url.raw_path.decode()}"
        self._trial.evidence.event("request", source, STUDENT, label, message_in_words(request))
        self.app_error = None
        answer = self._ask({"op": "asgi", "target": target, "name": name, "request": request_form(request)})
        result = self._raise_or(answer, f"`{_brief(label)}` to be answered")
        if not isinstance(result, dict) or set(result) != {"response", "error"}:
            raise self._violated()
        if result["error"] is not None:
            self._note_app_error(result["error"])
        response = self._response(result["response"], request)
        self.last_return = told = f"{response.status_code} {response.reason_phrase}"
        self._trial.evidence.event("response", STUDENT, source, told, message_in_words(response))
        self._trial.evidence.look()
        return response

    def advance(self, to: float) -> float | None:
        """Let the student's code live through the time until ``to``; when it has something to do next (both in seconds
        since the test began).
        """
        due = self._value(self._ask({"op": "advance", "to": to}))
        if due is None:
            return None
        if type(due) not in (int, float) or not abs(due) <= sys.float_info.max:
            raise self._violated()
        return float(due)

    def tls_end(self, target: int, server: bool, hostname: str) -> int:
        """Begin a TLS connection with the context ``target``; its end over there, by number."""
        number = self._raise_or(self._ask({"op": "tls", "target": target, "server": server, "hostname": hostname}))
        if type(number) is not int:
            raise self._violated()
        return number

    def tls_step(self, end: int, data: bytes) -> tuple[bytes, bool]:
        """Give that end what the other one has sent; what it sends, and whether it has agreed."""
        step = {"op": "call", "target": end, "name": "step", **self._values.arguments((data,), {})}
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
                arguments = self._values.arguments(item["args"], item["kwargs"])
                forms.append({"op": "call", "target": item["target"], "name": None, **arguments})
            self._trial.evidence.event("call", TEST, STUDENT, label)
        results = self._raise_or(self._ask({"op": "together", "items": forms}))
        if not isinstance(results, list) or len(results) != len(items):
            raise self._violated()
        self._trial.evidence.look()
        return [self._together_result(result, item) for result, item in zip(results, items, strict=True)]

    def output(self) -> str:
        """What has been printed so far."""
        return self.conversation.stream.output()[0]

    @property
    def conversation(self) -> Conversation:
        """The conversation; there is one from ``open`` on."""
        if self._conversation is None:
            raise RuntimeError("the link is not open")
        return self._conversation

    def _ask(self, operation: dict[str, Any]) -> Answer | Raised:
        return self.conversation.ask(operation)

    def _raise_or(self, answer: Answer | Raised, asked_for: str = "") -> Any:
        if isinstance(answer, Answer):
            return answer.value
        error = self._sound(lambda: self._values.error(answer.error))
        error.asked_for = asked_for
        self._trial.evidence.event("raise", STUDENT, TEST, error.said)
        raise error

    def _value(self, answer: Answer | Raised) -> Any:
        return self._read(self._raise_or(answer))

    def _read(self, form: Any) -> Any:
        return self._read_all([form])[0]

    def _read_all(self, forms: Sequence[Any]) -> list[Any]:
        return self._sound(lambda: self._values.read_all(forms))

    def _sound(self, read: Callable[[], T]) -> T:
        """What is read; the end of the cell if it can't be."""
        try:
            return read()
        except Violation as error:
            raise self._violated(error) from None

    def _violated(self, error: Violation | None = None) -> CellEnded:
        return self.conversation.end(not_understood(error or "an answer of the wrong form"))

    def _pairs(self, body: Any) -> list[list[Any]]:
        if not isinstance(body, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in body):
            raise self._violated()
        return body

    def _copy_back(self, keys: list[Any], values: list[Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        for key, after in zip(keys, values, strict=True):
            if type(key) is int and 0 <= key < len(args):
                original = args[key]
            elif isinstance(key, str) and key in kwargs:
                original = kwargs[key]
            else:
                raise self._violated()
            if isinstance(original, list) and isinstance(after, list):
                self._trial.changes(original)
                original[:] = after
            elif isinstance(original, dict | set) and type(after) is type(original):
                self._trial.changes(original)
                original.clear()
                original.update(after)

    def _together_result(self, result: Any, item: dict[str, Any]) -> Any:
        if not isinstance(result, dict) or len(result) != 1:
            raise self._violated()
        ((kind, body),) = result.items()
        if kind == "error":
            return self._sound(lambda: self._values.error_in(body))
        if kind == "response" and item["op"] == "asgi":
            return self._response(body, item["request"])
        if kind == "value" and item["op"] == "call":
            return self._read(body)
        raise self._violated()

    def _note_app_error(self, body: Any) -> None:
        error = self._sound(lambda: self._values.error_in(body))
        if "NotImplementedError" in error.names:
            raise error
        self.app_error = error
        self._trial.evidence.event("raise", STUDENT, STUDENT, error.said)

    def _response(self, body: Any, request: httpx.Request) -> httpx.Response:
        response = self._sound(lambda: response_of(body, request))
        self.conversation.unpacked(len(response.content))
        return response


def _brief(label: str) -> str:
    """A call for a sentence, which sets it as code; of a long one the name alone."""
    plain = label.replace("`", "'")
    return plain if len(plain) <= MAX_BRIEF else f"{plain.partition('(')[0][:MAX_BRIEF]}(…)"


def _is_peeked(found: Any) -> bool:
    return isinstance(found, list) and len(found) == 1
