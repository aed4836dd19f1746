"""What one cell is asked to do, and the form that each answer must have. ``Link`` only.

Whatever comes from the cell may be anything: an answer of the wrong form ends the cell (``CellEnded``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

from grader.harness.object_table import Values
from grader.harness.suite.remote import StudentError
from grader.harness.verdicts import CellEnded
from grader.harness.watching import Attribute
from grader.harness.wire.conversation import Conversation, not_understood
from grader.harness.wire.http import request_form, response_of
from grader.harness.wire.messages import Answer, Raised, Violation

T = TypeVar("T")


@dataclass(frozen=True)
class Called:
    """The answer to a call: the forms of what it gave back and of the arguments that it changed; ``place`` of what was
    called.
    """

    value: Any
    changed: list[list[Any]]
    place: Any


class Operations:
    """Asks one cell. ``raised`` is called with each exception of the student's before it is raised here."""

    def __init__(self, values: Values, raised: Callable[[StudentError], None]) -> None:
        self._values = values
        self._raised = raised
        self._conversation: Conversation | None = None

    @property
    def begun(self) -> bool:
        """Whether there is a conversation."""
        return self._conversation is not None

    @property
    def conversation(self) -> Conversation:
        """The conversation; there is one from ``begin`` on."""
        if self._conversation is None:
            raise RuntimeError("the link is not open")
        return self._conversation

    def begin(self, conversation: Conversation) -> StudentError | None:
        """Take the conversation; the exception that the import ended with, if it did."""
        self._conversation = conversation
        outcome = conversation.begin()
        return self.sound(lambda: self._values.error(outcome.error)) if isinstance(outcome, Raised) else None

    def get(self, target: int, name: str) -> tuple[Any, bool]:
        """The form of an attribute, and whether it stays what it is."""
        operation = {"op": "get", "target": target, "name": name}
        result = self._record(self._ask(operation), {"value", "lasting"}, f"`{name}` to have a value")
        return result["value"], result["lasting"] is True

    def item(self, target: int, key: Any) -> Any:
        """What is at a key."""
        return self._value({"op": "item", "target": target, "key": self._values.form(key)})

    def length(self, target: int) -> int:
        """How many items there are."""
        found = self._value({"op": "len", "target": target})
        if type(found) is not int or not 0 <= found <= sys.maxsize:  # more, and it is len() that fails
            raise self.violated()
        return found

    def take(self, target: int, count: int) -> list[Any]:
        """Up to ``count`` items."""
        found = self._value({"op": "take", "target": target, "count": count})
        if not isinstance(found, list) or len(found) > count:
            raise self.violated()
        return found

    def call(
        self, target: int, name: str | None, arguments: dict[str, Any], peeks: list[Attribute]
    ) -> tuple[Answer | Raised, dict[Attribute, Any]]:
        """The answer to a call, for ``called``, and the forms of what was to be looked at with it."""
        operation = {"op": "call", "target": target, "name": name, **arguments}
        answer = self._ask({**operation, "peek": peeks} if peeks else operation)
        seen = zip(peeks, answer.peeked, strict=False)
        return answer, {key: found[0] for key, found in seen if isinstance(found, list) and len(found) == 1}

    def called(self, answer: Answer | Raised, asked_for: str) -> Called:
        """What the call came to. Raises the exception that it ended with; ``asked_for`` instead of that."""
        result = self._record(answer, {"value", "changed", "place"}, asked_for)
        return Called(result["value"], self._pairs(result["changed"]), result["place"])

    def asgi(
        self, target: int, name: str | None, request: httpx.Request, asked_for: str
    ) -> tuple[httpx.Response, StudentError | None]:
        """The answer of an ASGI application, and the exception that it ended with all the same."""
        operation = {"op": "asgi", "target": target, "name": name, "request": request_form(request)}
        result = self._record(self._ask(operation), {"response", "error"}, asked_for)
        body = result["error"]
        error = None if body is None else self.sound(lambda: self._values.error_in(body))
        if error is not None and "NotImplementedError" in error.names:
            raise error
        return self._response(result["response"], request), error

    def advance(self, to: float) -> float | None:
        """Let time pass until ``to``; when the code has something to do next (both in seconds)."""
        due = self._value({"op": "advance", "to": to})
        if due is None:
            return None
        if type(due) not in (int, float) or not abs(due) <= sys.float_info.max:
            raise self.violated()
        return float(due)

    def tls_end(self, target: int, server: bool, hostname: str) -> int:
        """Begin a TLS connection with the context ``target``; its end over there, by number."""
        number = self._outcome(self._ask({"op": "tls", "target": target, "server": server, "hostname": hostname}))
        if type(number) is not int:
            raise self.violated()
        return number

    def tls_step(self, end: int, data: bytes) -> tuple[bytes, bool]:
        """Give that end what the other one has sent; what it sends, and whether it has agreed."""
        step = {"op": "call", "target": end, "name": "step", **self._values.arguments((data,), {})}
        result = self._outcome(self._ask(step))
        match self.read(result["value"]) if isinstance(result, dict) and "value" in result else None:
            case (bytes(sent), bool(agreed)):
                return sent, agreed
        raise self.violated()

    def together(self, items: Sequence[dict[str, Any]]) -> list[Any]:
        """Several calls and requests at once; the value, response or ``StudentError`` of each."""
        results = self._outcome(self._ask({"op": "together", "items": [self._item(item) for item in items]}))
        if not isinstance(results, list) or len(results) != len(items):
            raise self.violated()
        return [self._result(result, item) for result, item in zip(results, items, strict=True)]

    def read(self, form: Any) -> Any:
        """The value that a form stands for."""
        return self.read_all([form])[0]

    def read_all(self, forms: Sequence[Any]) -> list[Any]:
        """The values of one message, which share its limits."""
        return self.sound(lambda: self._values.read_all(forms))

    def sound(self, read: Callable[[], T]) -> T:
        """What is read; the end of the cell if it can't be."""
        try:
            return read()
        except Violation as error:
            raise self.violated(error) from None

    def violated(self, error: Violation | None = None) -> CellEnded:
        """End the cell, since its answer has the wrong form; how, to be raised."""
        return self.conversation.end(not_understood(error or "an answer of the wrong form"))

    def _ask(self, operation: dict[str, Any]) -> Answer | Raised:
        return self.conversation.ask(operation)

    def _outcome(self, answer: Answer | Raised, asked_for: str = "") -> Any:
        if isinstance(answer, Answer):
            return answer.value
        error = self.sound(lambda: self._values.error(answer.error))
        error.asked_for = asked_for
        self._raised(error)
        raise error

    def _record(self, answer: Answer | Raised, keys: set[str], asked_for: str) -> dict[str, Any]:
        result = self._outcome(answer, asked_for)
        if not isinstance(result, dict) or set(result) != keys:
            raise self.violated()
        return result

    def _value(self, operation: dict[str, Any]) -> Any:
        return self.read(self._outcome(self._ask(operation)))

    def _pairs(self, body: Any) -> list[list[Any]]:
        if not isinstance(body, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in body):
            raise self.violated()
        return body

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        if item["op"] == "asgi":
            return {**item, "request": request_form(item["request"])}
        arguments = self._values.arguments(item["args"], item["kwargs"])
        return {"op": "call", "target": item["target"], "name": None, **arguments}

    def _result(self, result: Any, item: dict[str, Any]) -> Any:
        if not isinstance(result, dict) or len(result) != 1:
            raise self.violated()
        ((kind, body),) = result.items()
        if kind == "error":
            return self.sound(lambda: self._values.error_in(body))
        if kind == "response" and item["op"] == "asgi":
            return self._response(body, item["request"])
        if kind == "value" and item["op"] == "call":
            return self.read(body)
        raise self.violated()

    def _response(self, body: Any, request: httpx.Request) -> httpx.Response:
        response = self.sound(lambda: response_of(body, request))
        self.conversation.unpacked(len(response.content))
        return response
