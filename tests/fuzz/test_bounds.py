"""What a cell sends costs the runner no more memory and work than is in proportion to its bytes.

Work is counted in calls of functions, Python's and C's, and memory by Python's own books: neither depends on how busy
the machine is. What one call may cost in itself is bounded elsewhere: keys in ``tests/engine/test_wire.py``, headers
and packed bodies in ``test_messages.py``.
"""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from grader.harness.suite.clock import Clock
from grader.harness.suite.evidence import Recorder
from grader.harness.suite.network import Network
from grader.harness.suite.remote import Remote
from grader.harness.wire.http import value_of
from grader.harness.wire.messages import Answer, CallbackAsk, HttpAsk, Message, Raised, Violation, read_message
from grader.harness.wire.values import Reader

from .decoder import NOWHERE
from .promises import shown

SIZE = 1 << 18
"""Bytes of a large frame, in which no part is refused for its number alone."""
MOST_MEMORY = 64
"""Bytes of memory for each byte of a frame, at the most and for a moment."""
ENVELOPE = '"now":0,"sleeps":[]'
VALUE = f'{{"type":"answer",{ENVELOPE},"value":[%]}}'
FRAMES = {
    "empty lists": (VALUE, "[]"),
    "lists of one": (VALUE, "[0]"),
    "objects that are no forms": (VALUE, '{"a":0}'),
    "numbers": (VALUE, "300"),
    "texts": (VALUE, '"ab"'),
    "sets": (VALUE, '{"set":[0]}'),
    "dicts": (VALUE, '{"dict":[["a",0]]}'),
    "handles": (VALUE, '{"handle":[1,"",false,null]}'),
    "records": (VALUE, '{"handle":[1,"",false,[["a",0]]]}'),
    "responses": (VALUE, '{"response":[200,[],"","",""]}'),
    "halves of characters": (VALUE, '{"text":"7aCA"}'),
    "decimals": (VALUE, '{"decimal":"1"}'),
    "sleeps": ('{"type":"answer","now":0,"value":0,"sleeps":[%]}', "0.1"),
    "peeked": (f'{{"type":"answer",{ENVELOPE},"value":0,"peeked":[%]}}', "[0]"),
    "arguments": (f'{{"type":"callback",{ENVELOPE},"callback":0,"kwargs":[],"args":[%]}}', "[]"),
    "named arguments": (f'{{"type":"callback",{ENVELOPE},"callback":0,"args":[],"kwargs":[%]}}', '["",[]]'),
    "frames": (
        f'{{"type":"raised",{ENVELOPE},"error":{{"names":["a"],"text":"","value":null,"frames":[%]}}}}',
        '["a.py",1,"f"]',
    ),
    "headers": (
        f'{{"type":"http",{ENVELOPE},"method":"GET","url":"http://api.test/","body":"","timeout":null,"headers":[%]}}',
        '["a",""]',
    ),
}
"""Messages with as many of one part as fit."""


def frame(name: str, size: int) -> bytes:
    """The body of a frame of that size."""
    whole, part = FRAMES[name]
    count = (size - len(whole)) // (len(part) + 1)
    return whole.replace("%", ",".join([part] * count)).encode()


def use(message: Message) -> Any:
    """Do with a message what a link does."""
    reader = Reader(lambda handle: Remote(NOWHERE, handle), value_of)
    match message:
        case Answer():
            values = [reader.value(form) for form in (message.value, *message.peeked)]
        case Raised():
            values = [reader.value(message.error.value)]
        case CallbackAsk():
            values = [reader.value(form) for form in (message.args, *(form for _, form in message.kwargs))]
        case HttpAsk():
            clock = Clock()
            values = [Network(clock, Recorder(lambda: clock.elapsed)).handle(message)]
        case _:
            values = []
    for value in values:
        shown(value)
    return values


def take(body: bytes) -> Any:
    """Decode a frame and use it, or refuse it on the way."""
    try:
        return use(read_message(body))
    except Violation as violation:
        return violation


def calls(function: Callable[..., Any], argument: Any) -> int:
    """How many functions this one calls, and they, and so on."""
    count = 0

    def counts(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counts)
    try:
        function(argument)
    finally:
        sys.setprofile(None)
    return count


def ask(count: int) -> Network:
    """So many requests in one test."""
    clock = Clock()
    network = Network(clock, Recorder(lambda: clock.elapsed))
    network.serve("api.test", lambda request: httpx.Response(200, content=b"found"))
    for number in range(count):
        network.handle(HttpAsk("GET", f"http://api.test/{number}", [], "", None, now=0.0, sleeps=[]))
    return network


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_takes_memory_in_proportion(name: str) -> None:
    """With what is made of it, before it is refused or used."""
    body = frame(name, SIZE)
    assert len(body) > SIZE * 0.99
    tracemalloc.start()
    try:
        found = take(body)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert found
    assert most < MOST_MEMORY * len(body)


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_takes_work_in_proportion(name: str) -> None:
    """Four times as long, no more than four times as much."""
    take(frame(name, 1_000))  # what is made once is made now
    short, long = calls(take, frame(name, 1_000)), calls(take, frame(name, 4_000))
    assert short <= long <= 4.2 * short + 200


@pytest.mark.parametrize("depth", [1_000, 100_000])
def test_a_deep_frame_takes_no_more(depth: int) -> None:
    """It is refused before anything is made of it."""
    body = VALUE.replace("%", "[" * depth + "]" * depth).encode()
    assert calls(take, body) < 2_000
    assert isinstance(take(body), Violation)


@pytest.mark.parametrize("function", [ask, lambda count: ask(count).requests("api.test", "GET")], ids=["asked", "told"])
def test_many_requests_take_as_much_as_few_do_each(function: Callable[[int], Any]) -> None:
    """There may be twenty thousand in one test."""
    function(1)  # what is made once is made now
    few, many = calls(function, 200), calls(function, 800)
    assert few <= many <= 4.2 * few + 200
