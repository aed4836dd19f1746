"""The state machine of one cell against a peer that plays by no rules: its sockets are real, its process is not."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import msgspec
import pytest

from grader.harness.suite.evidence import MAX_NAME, MAX_SECONDS
from grader.harness.suite.remote import Remote
from grader.harness.trial import Trial
from grader.harness.verdicts import CellCrashed, CellTimedOut
from grader.harness.wire.conversation import MAX_NESTED
from grader.harness.wire.messages import HEADER
from grader.harness.wire.values import MAX_DEPTH, MAX_ODD_KEYS, Handle

from .stubs import Peer, StubCells, StubZygote, time_standing_still

GOES_ON = {"now": 0.0, "sleeps": []}
IMPORTED = {"type": "answer", "value": None, **GOES_ON}

Begin = Callable[[bytes], Trial]


def framed(*messages: dict[str, Any]) -> bytes:
    """Messages as a cell sends them."""
    bodies = [msgspec.json.encode({**GOES_ON, **message}) for message in messages]
    return b"".join(HEADER.pack(len(body)) + body for body in bodies)


def answer(value: Any) -> dict[str, Any]:
    """The answer to a call."""
    return {"type": "answer", "value": {"value": value, "changed": [], "place": None}}


def module(trial: Trial) -> Any:
    """The student's module as an object."""
    return Remote(trial.student._process, Handle(0, "work", False, None))


@pytest.fixture
def begin() -> Iterator[Begin]:
    """Begins a trial whose cell sends these bytes, once it has been imported, and never reads."""
    trials: list[Trial] = []
    zygote = StubZygote(None)

    def begin(sent: bytes) -> Trial:
        def began(peer: Peer) -> None:
            peer.send(framed(IMPORTED) + sent)

        trials.append(Trial(StubCells(zygote, began)))  # type: ignore[arg-type] # stands for Cells
        return trials[-1]

    with time_standing_still():
        yield begin
        for trial in trials:
            trial.close()
        for peer in zygote.peers.values():
            peer.close()


def test_a_cell_that_speaks_and_does_not_listen_is_waited_for(begin: Begin) -> None:
    """What it says is no reason to try again at once to tell it something."""
    trial = begin(framed(answer("x" * 100_000)))
    with pytest.raises(CellTimedOut):
        trial.student._process.call(0, "f", ("x" * 1_000_000,), {})


def test_calls_that_lead_to_each_other_without_end_are_stopped(begin: Begin) -> None:
    """Before this side has no frames left, which nobody would know from an error of the suite's."""
    asks = {"type": "callback", "callback": 0, "args": [], "kwargs": []}
    trial = begin(framed(*[asks] * 300))

    def again() -> Any:
        return trial.student._process.call(0, "f", (again,), {})

    with pytest.raises(CellCrashed, match="levels deep"):
        again()


def test_a_service_may_be_the_student_s_own(begin: Begin) -> None:
    """Which asks a service in turn, to some depth."""
    asks = {"type": "http", "method": "GET", "url": "http://own.test/", "headers": [], "body": "", "timeout": None}
    answered = {"type": "answer", "value": {"response": {"status": 200, "headers": [], "body": ""}, "error": None}}
    trial = begin(framed(*[asks] * MAX_NESTED, *[answered] * (MAX_NESTED + 1)))
    app = trial.student.app("app")
    trial.network.serve("own.test", app)
    assert 200 == app.get("/").status_code


def test_services_that_lead_to_each_other_without_end_are_stopped(begin: Begin) -> None:
    """Also on the way through the network."""
    asks = {"type": "http", "method": "GET", "url": "http://own.test/", "headers": [], "body": "", "timeout": None}
    trial = begin(framed(*[asks] * 300))
    app = trial.student.app("app")
    trial.network.serve("own.test", app)
    with pytest.raises(CellCrashed, match="levels deep"):
        app.get("/")


@pytest.mark.parametrize("length", [-1, 2**63, True, 1.0, None])
def test_a_length_that_is_none_ends_the_test(begin: Begin, length: Any) -> None:
    """Also one that Python's len() can't give."""
    trial = begin(framed({"type": "answer", "value": {"int": str(length)} if length == 2**63 else length}))
    with pytest.raises(CellCrashed, match="could not be understood"):
        len(module(trial))


@pytest.mark.parametrize("due", [{"float": "nan"}, {"float": "inf"}, {"int": "9" * 400}, True, "1"])
def test_a_moment_that_is_none_ends_the_test(begin: Begin, due: Any) -> None:
    """The time at which the student's code has something to do is a finite number."""
    trial = begin(framed({"type": "answer", "value": due}))
    trial.student.start()
    with pytest.raises(CellCrashed, match="could not be understood"):
        trial.clock.advance(1)


@pytest.mark.parametrize(
    "changed", [1, {}, [1], [[0]], [[0, 1, 2]], [[9, []]], [["key", []]], [[True, []]], [[None, 1]]]
)
def test_arguments_that_come_back_in_another_form_end_the_test(begin: Begin, changed: Any) -> None:
    """Pairs of an argument's number or name and its value."""
    value = {"value": None, "changed": changed, "place": None}
    trial = begin(framed({"type": "answer", "value": value}))
    with pytest.raises(CellCrashed, match="could not be understood"):
        trial.student._process.call(0, "f", ([],), {})


def test_arguments_come_back_changed(begin: Begin) -> None:
    """By number and by name."""
    changed = [[0, [1, 2]], ["named", {"dict": [["a", 1]]}]]
    trial = begin(framed({"type": "answer", "value": {"value": None, "changed": changed, "place": None}}))
    numbers: list[int] = []
    named: dict[str, int] = {}
    trial.student._process.call(0, "f", (numbers,), {"named": named})
    assert ([1, 2], {"a": 1}) == (numbers, named)


def test_the_values_of_a_message_share_its_limits(begin: Begin) -> None:
    """Many arguments of a callback, each as large as one value may be, are too much."""
    costly = {"set": list(range(MAX_ODD_KEYS // 2))}
    asks = {"type": "callback", "callback": 0, "args": [costly] * 3, "kwargs": [["a", costly], ["b", costly]]}
    trial = begin(framed(asks, answer(1)))
    with pytest.raises(CellCrashed, match="too many keys"):
        trial.student._process.call(0, "f", (print,), {})


def test_a_host_of_any_length_is_named_briefly(begin: Begin) -> None:
    """What the evidence keeps of it is bounded."""
    asks = {"type": "http", "method": "GET", "headers": [["host", "x"]], "body": "", "timeout": None}
    trial = begin(framed({**asks, "url": "http://" + "a" * 30_000}, answer(1)))
    trial.student._process.call(0, "f", (), {})
    assert MAX_NAME == max(len(event.target) for event in trial.evidence.finish().events)


def test_times_without_bounds_are_drawn_with_some(begin: Begin) -> None:
    """A student's code may say that it has slept for as long as a float can hold."""
    trial = begin(framed({**answer(1), "sleeps": [1.7e308, -1.7e308]}))
    trial.student._process.call(0, "f", (), {})
    slept = [event.seconds for event in trial.evidence.finish().events if event.kind == "sleep"]
    assert [MAX_SECONDS, -MAX_SECONDS] == slept


@pytest.mark.parametrize("place", [["work.py", True, "f"], ["work.py", "1", "f"], ["work.py", 1], "work.py", 1])
def test_a_place_that_is_none_ends_the_test(begin: Begin, place: Any) -> None:
    """It would be in the result, which could then not be read again."""
    trial = begin(framed({"type": "answer", "value": {"value": None, "changed": [], "place": place}}))
    with pytest.raises(CellCrashed, match="could not be understood"):
        trial.student._process.call(0, "f", (), {})


@pytest.mark.parametrize("location", ["http://xn--a/", "http://a:b/"])
def test_a_redirect_to_what_is_no_url_is_an_error_of_the_protocol(begin: Begin, location: str) -> None:
    """As for every client of httpx, whether it follows redirects or not."""
    response = {"status": 302, "headers": [["location", location]], "body": ""}
    trial = begin(framed({"type": "answer", "value": {"response": response, "error": None}}))
    with pytest.raises(httpx.RemoteProtocolError, match="location header"):
        trial.student.app("app").get("/")


def test_a_browser_meets_the_same(begin: Begin) -> None:
    """When a service of the student's leads nowhere."""
    response = {"status": 302, "headers": [["location", "http://xn--a/"]], "body": ""}
    trial = begin(framed({"type": "answer", "value": {"response": response, "error": None}}))
    trial.network.serve("own.test", trial.student.app("app"))
    with pytest.raises(httpx.RemoteProtocolError, match="location header"):
        trial.network.browser().get("http://own.test/")


@pytest.mark.parametrize("error", [KeyError, ValueError])
def test_an_error_may_say_what_the_student_s_code_has_passed(begin: Begin, error: type[Exception]) -> None:
    """Also if that is half a character, which no message can hold."""
    asks = {"type": "callback", "callback": 0, "args": [{"text": "7aCA"}], "kwargs": []}
    trial = begin(framed(asks, answer(1)))

    def refuses(value: str) -> None:
        raise error(value)

    assert 1 == trial.student._process.call(0, "f", (refuses,), {})


@pytest.mark.parametrize("levels", [MAX_NESTED, MAX_NESTED + 1])
def test_calls_and_values_may_both_be_as_deep_as_they_may(begin: Begin, levels: int) -> None:
    """Python's frames are enough for both at once, and for httpx's client between."""
    deep: Any = {"set": []}
    for _ in range(MAX_DEPTH - 3):
        deep = {"tuple": [deep]}
    asks = {"type": "callback", "callback": 0, "args": [deep], "kwargs": []}
    answered = {"type": "answer", "value": {"response": {"status": 200, "headers": [], "body": ""}, "error": None}}
    trial = begin(framed(*[asks] * levels, *[answered] * (levels + 1)))

    def again(value: Any = None) -> int:
        return trial.student.app("app").get("/").status_code

    trial.student._process._values.reference(again)
    if levels <= MAX_NESTED:
        assert 200 == again()
    else:
        with pytest.raises(CellCrashed, match="levels deep"):
            again()


def test_what_is_unpacked_counts_as_if_it_had_been_sent(begin: Begin) -> None:
    """The network keeps all answers, and a kilobyte may be a megabyte."""
    body = base64.b64encode(gzip.compress(bytes(1 << 20), mtime=0)).decode()
    response = {"status": 200, "headers": [["content-encoding", "gzip"]], "body": body}
    trial = begin(framed(*[{"type": "answer", "value": {"response": response, "error": None}}] * 3))
    app = trial.student.app("app")
    assert 1 << 20 == len(app.get("/").content)
    with pytest.raises(CellCrashed, match="more than 2048 KiB in one test"):
        app.get("/")
    with pytest.raises(CellCrashed, match="more than 2048 KiB in one test"):
        app.get("/")
