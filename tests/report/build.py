"""Short ways to write results by hand."""

from __future__ import annotations

from typing import Any

from grader.result.model import (
    Event,
    Evidence,
    Excerpt,
    Lane,
    Outcome,
    Step,
    TaskResult,
    TestResult,
    TopicResult,
)


def call(t: float, label: str) -> Event:
    return Event(t, "call", "test", "student", label)


def returned(t: float, label: str) -> Event:
    return Event(t, "return", "student", "test", label)


def raised(t: float, label: str) -> Event:
    return Event(t, "raise", "student", "test", label)


def request(t: float, host: str, label: str, detail: str = "") -> Event:
    return Event(t, "request", "student", host, label, detail)


def response(t: float, host: str, label: str, detail: str = "") -> Event:
    return Event(t, "response", host, "student", label, detail)


def fault(t: float, host: str, label: str, detail: str = "") -> Event:
    return Event(t, "fault", host, "student", label, detail)


def sleep(t: float, seconds: float) -> Event:
    return Event(t, "sleep", "student", "student", f"sleeps {seconds:g} s", seconds=seconds)


def advance(t: float, seconds: float) -> Event:
    return Event(t, "advance", "test", "test", f"{seconds:g} s pass", seconds=seconds)


def note(t: float, text: str) -> Event:
    return Event(t, "note", "test", "test", text)


def evidence(*events: Event, lanes: tuple[Lane, ...] = (), end: float | None = None) -> Evidence:
    last = max([0.0, *(event.t for event in events), *(step.t for lane in lanes for step in lane.steps)])
    return Evidence(events, lanes, last if end is None else end)


def lane(name: str, *steps: tuple[float, str]) -> Lane:
    return Lane(name, tuple(Step(t, value) for t, value in steps))


def excerpt(file: str, line: int, first: int, text: str, note: str = "", *, fault: bool = False) -> Excerpt:
    return Excerpt(file, line, first, tuple(text.strip("\n").split("\n")), note, fault)


def passed(name: str, task: str, title: str, points: float = 1, **more: Any) -> TestResult:
    return TestResult(name, task, title, Outcome.PASSED, points, points, **more)


def missed(
    name: str, task: str, title: str, outcome: Outcome = Outcome.FAILED, points: float = 1, **more: Any
) -> TestResult:
    return TestResult(name, task, title, outcome, 0.0 if outcome.counts else None, points, **more)


def task(name: str, title: str, tests: tuple[TestResult, ...], **more: Any) -> TaskResult:
    own = [test for test in tests if test.task == name]
    return TaskResult(name, title, sum(test.score or 0 for test in own), sum(test.max_score for test in own), **more)


def topic(
    name: str,
    title: str,
    summary: str,
    tasks: tuple[TaskResult, ...],
    tests: tuple[TestResult, ...],
    **more: Any,
) -> TopicResult:
    complete = all(test.outcome.counts for test in tests)
    score, most = sum(one.score for one in tasks), sum(one.max_score for one in tasks)
    return TopicResult(name, title, summary, more.pop("weight", 1.0), score, most, complete, tasks, tests, **more)
