"""What is recorded during a test, for the report to draw."""

from __future__ import annotations

from functools import partial
from typing import Any

import httpx
import msgspec
import pytest

from grader.harness.suite.clock import MAX_SPAN
from grader.harness.suite.evidence import (
    MAX_EVENTS,
    MAX_LABEL,
    MAX_LANES,
    MAX_MARKS,
    MAX_NAME,
    MAX_SECONDS,
    MAX_STEPS,
    Recorder,
)
from grader.harness.suite.remote import StudentError
from grader.result.model import Event
from grader.result.pictures import Mark, Picture
from grader.suite import delay, hang, refuse

CODE = """
    import time
    import httpx
    from fastapi import FastAPI

    class Breaker:
        def __init__(self): self.state = "closed"
        def call(self, function):
            try:
                return function()
            except Exception:
                self.state = "open"
                raise

    def get(path): return httpx.get("http://shop.test" + path).status_code
    def call(url, timeout=None): return httpx.get(url, timeout=timeout).status_code
    def waits(seconds): time.sleep(seconds)
    def fails(): raise ValueError("no")
    def same(value): return value

    app = FastAPI()
    @app.get("/pens")
    async def pens(): return [1]
"""


@pytest.fixture
def trial(begin: Any) -> Any:
    """A trial of the code above, with a shop."""
    trial = begin(CODE)
    trial.network.serve("shop.test", lambda request: httpx.Response(200, text="hi"))
    return trial


def events(trial: Any) -> list[tuple[float, str, str, str, str]]:
    """The recorded events without their details."""
    return [(event.t, event.kind, event.source, event.target, event.label) for event in trial.evidence.finish().events]


def test_a_call_and_what_came_back(trial: Any) -> None:
    """Written as it would be in Python."""
    trial.student.same([1, "a"])
    assert [
        (0.0, "call", "test", "student", "same([1, 'a'])"),
        (0.0, "return", "student", "test", "[1, 'a']"),
    ] == events(trial)


def test_an_exception_instead(trial: Any) -> None:
    """Its name and text."""
    with trial.student.raises("ValueError"):
        trial.student.fails()
    assert (0.0, "raise", "student", "test", "ValueError: no") == events(trial)[-1]


def test_sleeps_and_the_passing_of_time(trial: Any) -> None:
    """How long, and when it began."""
    trial.student.waits(3)
    trial.clock.advance(10)
    found = trial.evidence.finish()
    sleep = next(event for event in found.events if event.kind == "sleep")
    advance = next(event for event in found.events if event.kind == "advance")
    assert (3, 10, 3, 13) == (sleep.seconds, advance.seconds, advance.t, found.end)


def test_an_exchange_and_its_fault(trial: Any) -> None:
    """At the moments at which they happened, details included."""
    trial.network.script("shop.test", delay(2), refuse())
    trial.student.get("/pens")
    with trial.student.raises("ConnectError"):
        trial.student.get("/pens")
    found = [event for event in trial.evidence.finish().events if "shop.test" in (event.source, event.target)]
    assert [
        (0.0, "request", "GET /pens"),
        (2.0, "response", "200 OK"),
        (2.0, "request", "GET /pens"),
        (2.0, "fault", "refused"),
    ] == [(event.t, event.kind, event.label) for event in found]
    assert "host: shop.test" in found[0].detail
    assert found[1].detail.endswith("hi")


def test_a_callback_and_its_answer(trial: Any) -> None:
    """From the student's code to the test and back."""

    def pay() -> int:
        return 5

    trial.student.Breaker().call(pay)
    kinds = [(kind, source, label) for _, kind, source, _, label in events(trial)]
    assert ("callback", "student", "pay()") in kinds
    assert ("answer", "test", "5") in kinds


def test_a_request_to_the_student_s_app(trial: Any) -> None:
    """From the test to the student."""
    trial.student.app("app").get("/pens")
    assert [("request", "test", "GET /pens"), ("response", "student", "200 OK")] == [
        (kind, source, label) for _, kind, source, _, label in events(trial)
    ]


def test_calls_at_once(trial: Any) -> None:
    """Each is told before they run."""
    trial.student.together(partial(trial.student.same, 1), partial(trial.student.same, 2))
    assert ["same(1)", "same(2)"] == [label for _, kind, _, _, label in events(trial) if kind == "call"]


def test_a_note_of_the_test_s(trial: Any) -> None:
    """Beside the drawing."""
    trial.evidence.note("from here on the shop is closed")
    assert [(0.0, "note", "test", "test", "from here on the shop is closed")] == events(trial)


def test_a_watched_state_is_a_lane(trial: Any) -> None:
    """Read after each call; only changes are kept."""
    breaker = trial.student.Breaker()
    trial.evidence.watch("breaker", lambda: breaker.state)
    breaker.call(lambda: 1)
    trial.clock.advance(7)

    def fails() -> None:
        raise ConnectionError

    with trial.student.raises("ConnectionError"):
        breaker.call(fails)
    breaker.call(lambda: 1)
    (lane,) = trial.evidence.finish().lanes
    assert ("breaker", [(0.0, "closed"), (7.0, "open")]) == (lane.name, [(step.t, step.value) for step in lane.steps])


def test_a_watched_state_is_read_when_a_call_raises_and_when_time_passes(trial: Any) -> None:
    """A breaker opens by an exception, and is half-open by the clock."""
    breaker = trial.student.Breaker()
    trial.evidence.watch("breaker", lambda: f"{breaker.state} after {trial.clock.elapsed:g} s")

    def fails() -> None:
        raise ConnectionError

    with trial.student.raises("ConnectionError"):
        breaker.call(fails)
    trial.clock.advance(7)
    (lane,) = trial.evidence.finish().lanes
    expected = [(0.0, "closed after 0 s"), (0.0, "open after 0 s"), (7.0, "open after 7 s")]
    assert expected == [(step.t, step.value) for step in lane.steps]


def test_a_told_state_is_a_lane(trial: Any) -> None:
    """By the test, or by a service that observes itself."""
    trial.evidence.state("shop-1", "passing")
    trial.clock.advance(5)
    trial.evidence.state("shop-1", "passing")
    trial.evidence.state("shop-1", "critical")
    (lane,) = trial.evidence.finish().lanes
    assert [(0.0, "passing"), (5.0, "critical")] == [(step.t, step.value) for step in lane.steps]


def test_evidence_is_bounded() -> None:
    """The rest is counted, not kept."""
    recorder = Recorder(lambda: 1.0)
    for number in range(MAX_EVENTS + 5):
        recorder.note(f"{number}" * 500)
    for number in range(MAX_LANES + 5):
        for step in range(MAX_STEPS + 5):
            recorder.state(f"lane {number}" + "x" * 1000, f"{step}")
    found = recorder.finish()
    assert (MAX_EVENTS, 5, MAX_LANES, {MAX_STEPS}) == (
        len(found.events),
        found.dropped,
        len(found.lanes),
        {len(lane.steps) for lane in found.lanes},
    )
    assert max(len(event.label) for event in found.events) < 500
    assert {MAX_NAME} == {len(lane.name) for lane in found.lanes}


FLOW = Picture("flow", "steps", "Flow", ("login: user", "issue"))
ROLES = Picture("roles", "matrix", "Roles", ("Admin",), ("Users", "Posts"))
JOBS = Picture("jobs", "queue", "Jobs")


def test_a_picture_has_the_marks_that_were_set_at_their_times() -> None:
    """One without a mark is left out."""
    now = [0.0]
    recorder = Recorder(lambda: now[0], (FLOW, ROLES, JOBS))
    recorder.mark("roles", "Admin", "Posts", value="granted", wanted="refused")
    now[0] = 2.0
    recorder.mark("jobs", "m1", value="delivered")
    recorder.mark("jobs", "m1", value=0.25, wanted=1, at=0.5, seconds=3)
    assert (
        msgspec.structs.replace(ROLES, marks=(Mark(("Admin", "Posts"), "granted", "refused"),)),
        msgspec.structs.replace(
            JOBS, marks=(Mark(("m1",), "delivered", t=2.0), Mark(("m1",), "0.25", "1", t=0.5, seconds=3.0))
        ),
    ) == recorder.finish().pictures


@pytest.mark.parametrize(
    "place", [("gone", "login"), ("flow", "callback"), ("flow", "login: user"), ("roles", "Admin"), ("jobs",)]
)
def test_a_mark_where_nothing_is_declared_is_the_authors_mistake(place: tuple[str, ...]) -> None:
    """A step is named without its caption, a cell by row and column."""
    with pytest.raises(LookupError, match="picture"):
        Recorder(lambda: 0.0, (FLOW, ROLES, JOBS)).mark(*place)


def test_marks_are_bounded() -> None:
    """In number, and in length."""
    recorder = Recorder(lambda: 0.0, (JOBS,))
    for _ in range(MAX_MARKS + 5):
        recorder.mark("jobs", "m" * 1000, value="v" * 1000, at=1e300)
    (picture,) = recorder.finish().pictures
    longest = max((len(one.place[0]), len(one.value), one.t) for one in picture.marks)
    assert (MAX_MARKS, (MAX_NAME, MAX_LABEL, MAX_SECONDS)) == (len(picture.marks), longest)


def test_events_stand_in_the_order_of_their_moments() -> None:
    """One that is known before it happens is put where it belongs."""
    now = [0.0]
    recorder = Recorder(lambda: now[0])
    recorder.event("response", "shop.test", "student", "later", at=2.0)
    recorder.note("first")
    now[0] = 3.0
    recorder.note("last")
    assert ["first", "later", "last"] == [event.label for event in recorder.finish().events]


def test_half_a_character_is_written_as_an_escape(trial: Any) -> None:
    """Evidence is data that every file can hold."""
    trial.evidence.note("half \udc80")
    trial.evidence.state("lane \udc80", "half \udc80")
    found = trial.evidence.finish()
    (lane,) = found.lanes
    assert ("half \\udc80", "lane \\udc80", "half \\udc80") == (found.events[0].label, lane.name, lane.steps[0].value)
    assert isinstance(found.events[0], Event)


@pytest.mark.parametrize(("host", "shown"), [("test", "host test"), ("student", "host student"), ("a.test", "a.test")])
def test_a_host_is_never_taken_for_the_test_or_the_code(begin: Any, host: str, shown: str) -> None:
    """A host that is called as the drawing calls the test would put words into the test's mouth."""
    trial = begin(CODE)
    trial.network.serve(host, lambda request: httpx.Response(200))
    trial.student.call(f"http://{host}/")
    inner = trial.evidence.finish().events[1:-1]
    assert [("student", shown), (shown, "student")] == [(event.source, event.target) for event in inner]


def test_a_timeout_below_nothing_is_none_at_all(begin: Any) -> None:
    """Nothing is recorded before the test began, or after more years than a page has room for."""
    trial = begin(CODE)
    for timeout in (-1e300, 1e300):
        trial.network.script("shop.test", hang())
        trial.network.serve("shop.test", lambda request: httpx.Response(200))
        with pytest.raises(StudentError):
            trial.student.call("http://shop.test/", timeout)
    assert all(0 <= event.t <= 2 * MAX_SPAN for event in trial.evidence.finish().events)
