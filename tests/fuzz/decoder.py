"""The first target: bytes to messages, messages to values, values to words; requests and answers of HTTP."""

from __future__ import annotations

import json
from typing import Any

import httpx

from grader.harness.suite.clock import Clock
from grader.harness.suite.evidence import Recorder
from grader.harness.suite.network import Network
from grader.harness.suite.remote import Remote
from grader.harness.wire import http as messages
from grader.harness.wire.http import response_of, value_form, value_of
from grader.harness.wire.messages import Answer, CallbackAsk, HttpAsk, Message, Raised, Violation, read_message
from grader.harness.wire.values import Handle, Reader, Writer

from . import forms, frames, promises
from .source import Source
from .stubs import smaller_limits

ASKED = httpx.Request("GET", "http://app.test/")


class _Nowhere:
    """Stands for a link, which Remotes only keep here."""


NOWHERE: Any = _Nowhere()


def decoder(data: bytes) -> None:
    """Any bytes: a broken promise is an exception."""
    source = Source(data)
    try:
        with smaller_limits():
            (_raw, _raw_form, _message, _form, _answer, _request)[source.below(6)](source)
    except (Violation, httpx.DecodingError):
        return


def _raw(source: Source) -> None:
    _use(read_message(source.rest()))


def _raw_form(source: Source) -> None:
    try:
        form = json.loads(source.rest())
    except (ValueError, RecursionError):
        return
    _read(form)


def _message(source: Source) -> None:
    operation = source.pick(tuple(frames.ANSWERS))
    _use(read_message(frames.packed(frames.message(operation, source), source)))


def _form(source: Source) -> None:
    _read(forms.form(source))


def _answer(source: Source) -> None:
    found = response_of(frames.answer_form(source), ASKED)
    promises.plain(found)
    if len(found.content) > messages.MAX_UNPACKED:
        raise promises.Broken(f"a body of {len(found.content)} bytes")
    promises.shown([found.text, found.encoding, dict(found.headers), found.reason_phrase])


def _request(source: Source) -> None:
    asked = frames.http_ask(source)
    _use(read_message(frames.packed(frames.enveloped(asked, source), source)))


def _use(message: Message) -> None:
    match message:
        case Answer():
            _read(message.value)
        case Raised():
            _read(message.error.text)
            _read(message.error.value)
        case CallbackAsk():
            _read(message.args)
        case HttpAsk():
            clock = Clock()
            network = Network(clock, Recorder(lambda: clock.elapsed))
            network.serve("api.test", lambda request: httpx.Response(200, content=request.content))
            network.handle(message)


def _read(form: Any) -> Any:
    value = Reader(_adopt, value_of).value(form)
    promises.plain(value)
    promises.shown(value)
    there = Writer(_reference).form(value)
    again = Reader(_adopt, value_of).value(there)
    if promises.told(value) != promises.told(again):
        raise promises.Broken("a value that is another one after a way there and back")
    return value


def _adopt(handle: Handle) -> Remote:
    return Remote(NOWHERE, handle)


def _reference(value: Any) -> dict[str, Any] | None:
    if isinstance(value, Remote):
        handle = value._handle
        writer = Writer(_reference)
        fields = None if handle.fields is None else [[name, writer.form(item)] for name, item in handle.fields.items()]
        return {"handle": [handle.number, handle.name, handle.callable, fields]}
    return {"response": value_form(value)} if isinstance(value, httpx.Response) else None
