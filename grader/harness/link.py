"""One process of the student's as a test sees it: values in, values out, evidence of both. The harness only.

``wire.operations`` asks the cell and checks its answers, ``object_table`` translates them; this is what a test and its
report get of both.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

import httpx

from grader.harness.cell_requests import Hosting
from grader.harness.context import Context
from grader.harness.object_table import Values
from grader.harness.suite.evidence import STUDENT, TEST
from grader.harness.suite.remote import Remote, StudentError
from grader.harness.verdicts import Frame
from grader.harness.watching import Attribute, Watching
from grader.harness.wire.conversation import Conversation
from grader.harness.wire.http import message_in_words
from grader.harness.wire.operations import Operations
from grader.harness.words import call as call_in_words
from grader.harness.words import short
from grader.result.model import EventKind

MAX_BRIEF = 100
"""Characters of a call in a sentence."""


class Link:
    """Made by ``Trial``; ``open`` must be called before anything else.

    ``place`` is where what the test called last is defined, ``raised_at`` where its exception arose, ``last_return``
    what it gave back, in words; ``app_error`` the exception that an application has answered over.
    """

    def __init__(self, context: Context, folder: str) -> None:
        self._context = context
        self._values = Values(self)
        self._cell = Operations(self._values, self._tell_raised)
        self._watching = Watching()
        self._lasting: dict[Attribute, Remote] = {}
        self.host = Hosting(context, self._values)
        self.folder = folder
        self.last_return = ""
        self.app_error: StudentError | None = None
        self.place: Frame | None = None
        self.raised_at: Frame | None = None

    def open(self, conversation: Conversation) -> StudentError | None:
        """Take the conversation; the exception that the import ended with, if it did."""
        return self._cell.begin(conversation)

    @property
    def is_open(self) -> bool:
        """Whether there is a conversation."""
        return self._cell.begun

    @property
    def conversation(self) -> Conversation:
        """The conversation; there is one from ``open`` on."""
        return self._cell.conversation

    def get(self, target: int, name: str) -> Any:
        """An attribute, now. A method of a class, once known, is not asked for again; what is watched comes with
        calls.
        """
        key = (target, name)
        if key in self._lasting:
            return self._lasting[key]
        if self._context.evidence.looking:
            for form in self._watching.fresh(key):
                return self._cell.read(form)
            self._watching.add(key)
        form, lasting = self._cell.get(target, name)
        value = self._cell.read(form)
        if key in self._watching and not self._context.evidence.looking:  # it may have changed by time alone
            with contextlib.suppress(StudentError):  # of something else that is watched
                self._look({key: form})
        if lasting and isinstance(value, Remote):
            self._lasting[key] = value
        return value

    def item(self, target: int, key: Any) -> Any:
        """What is at a key, now."""
        return self._cell.item(target, key)

    def length(self, target: int) -> int:
        """How many items there are, now."""
        return self._cell.length(target)

    def take(self, target: int, count: int) -> list[Any]:
        """Up to ``count`` items."""
        return self._cell.take(target, count)

    def call(
        self, target: int, name: str | None, args: tuple[Any, ...], kwargs: dict[str, Any], shown: str = ""
    ) -> Any:
        """Call over there; mutable arguments come back changed if they were changed."""
        label = call_in_words(shown or name or "", args, kwargs)
        looking = self._context.evidence.looking  # a state that is only watched is not what the test called last
        self._context.evidence.event("call", TEST, STUDENT, label)
        peeks = [] if looking else self._watching.peeks
        answer, fresh = self._cell.call(target, name, self._values.arguments(args, kwargs), peeks)
        try:
            called = self._cell.called(answer, f"`{_brief(label)}` to give back a value")
        except StudentError as error:
            error.of_the_test = self.host.raised(error)
            if not looking:
                self.place, self.raised_at = None, error.frames[-1] if error.frames else None
            with contextlib.suppress(StudentError):  # the first error is the one to tell
                self._look(fresh)
            raise
        found = self._cell.sound(lambda: self._values.place(called.place))
        value, *after = self._cell.read_all([called.value, *(form for _, form in called.changed)])
        self._copy_back([key for key, _ in called.changed], after, args, kwargs)
        if not looking:
            self.place, self.raised_at, self.last_return = found, None, short(value)
        self._context.evidence.event("return", STUDENT, TEST, short(value))
        self._look(fresh)
        return value

    def asgi(self, target: int, name: str | None, request: httpx.Request, source: str = TEST) -> httpx.Response:
        """Ask an ASGI application over there; ``source`` is who does, for the evidence."""
        request.read()
        label = f"{request.method} {request.url.raw_path.decode()}"
        self.say("request", source, STUDENT, label, message_in_words(request))
        self.app_error = None
        response, self.app_error = self._cell.asgi(target, name, request, f"`{_brief(label)}` to be answered")
        if self.app_error is not None:
            self.say("raise", STUDENT, STUDENT, self.app_error.said)
        self.last_return = told = f"{response.status_code} {response.reason_phrase}"
        self.say("response", STUDENT, source, told, message_in_words(response))
        self._context.evidence.look()
        return response

    def advance(self, to: float) -> float | None:
        """Let the student's code live through the time until ``to``; when it has something to do next (both in seconds
        since the test began).
        """
        return self._cell.advance(to)

    def tls_end(self, target: int, server: bool, hostname: str) -> int:
        """Begin a TLS connection with the context ``target``; its end over there, by number."""
        return self._cell.tls_end(target, server, hostname)

    def tls_step(self, end: int, data: bytes) -> tuple[bytes, bool]:
        """Give that end what the other one has sent; what it sends, and whether it has agreed."""
        return self._cell.tls_step(end, data)

    def say(self, kind: EventKind, source: str, target: str, label: str, detail: str = "") -> None:
        """Record one event."""
        self._context.evidence.event(kind, source, target, label, detail)

    def together(self, items: list[dict[str, Any]]) -> list[Any]:
        """Run several calls and requests at once."""
        for item in items:
            if item["op"] == "asgi":
                item["request"].read()
                label = f"{item['request'].method} {item['request'].url.raw_path.decode()}"
            else:
                label = call_in_words(item["shown"], item["args"], item["kwargs"])
            self.say("call", TEST, STUDENT, label)
        results = self._cell.together(items)
        self._context.evidence.look()
        return results

    def output(self) -> str:
        """What has been printed so far."""
        return self.conversation.stream.output()[0]

    def _tell_raised(self, error: StudentError) -> None:
        self.say("raise", STUDENT, TEST, error.said)

    def _look(self, fresh: Mapping[Attribute, Any]) -> None:
        """Read what is watched; ``fresh`` is what has come with the call's own answer."""
        with self._watching.while_fresh(fresh):
            self._context.evidence.look()

    def _copy_back(self, keys: list[Any], values: list[Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        for key, after in zip(keys, values, strict=True):
            if type(key) is int and 0 <= key < len(args):
                original = args[key]
            elif isinstance(key, str) and key in kwargs:
                original = kwargs[key]
            else:
                raise self._cell.violated()
            if isinstance(original, list) and isinstance(after, list):
                self._context.snapshots.keep(original)
                original[:] = after
            elif isinstance(original, dict | set) and type(after) is type(original):
                self._context.snapshots.keep(original)
                original.clear()
                original.update(after)


def _brief(label: str) -> str:
    """A call for a sentence, which sets it as code; of a long one the name alone."""
    plain = label.replace("`", "'")
    return plain if len(plain) <= MAX_BRIEF else f"{plain.partition('(')[0][:MAX_BRIEF]}(…)"
