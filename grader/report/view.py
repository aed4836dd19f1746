"""Prepares a result for the page's templates: anchors, what is open, what is drawn. ``grader.report.html`` uses it.

How much is shown is decided here, by a ``Detail``: a page must stay small enough to be mailed and kept, however much
was recorded. Anchors are numbers, never names, so that nothing a file says becomes part of an attribute.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from grader.report import pictures, sequence, shapes, strips, words
from grader.result.causes import Cause, causes, waiting_for
from grader.result.model import Evidence, Outcome, Result, TaskResult, TestResult, TopicResult


@dataclass(frozen=True)
class Depth:
    """How much of one test is shown: rows of its drawing (0 for none), lines of the list beside it, whether headers and
    bodies are in it, characters of captured output, lines of an excerpt, characters of a message. A longer one is
    behind a line that opens: it would push the next verdict away.
    """

    rows: int = 0
    steps: int = 0
    bodies: bool = False
    output: int = 0
    lines: int = 3
    text: int = 400


RICH = Depth(rows=40, steps=120, bodies=True, output=4_000, lines=15, text=600)
BRIEF = Depth()
BARE = Depth(lines=0, text=120)
NOTHING = Depth(lines=0, text=0)
"""Of the others not even what happened: every test is its one line."""


@dataclass(frozen=True)
class Detail:
    """How much of a result is shown: evidence of passed tests or not, how many causes of a topic's failures in full,
    and how much of the others."""

    passed: bool
    full: int
    rest: Depth = BRIEF


TODO = re.compile(r"TODO\((\w+)\)")
"""What a skeleton says where something is to be written, and for which task."""
ALL = 1_000_000
DETAILS = (
    Detail(True, ALL),
    Detail(False, ALL),
    Detail(False, 6),
    Detail(False, 3),
    Detail(False, 1),
    Detail(False, 0),
    Detail(False, 0, BARE),
    Detail(False, 0, NOTHING),
)
"""From everything to the bare outcomes. The first that makes the page small enough is taken."""


@dataclass(frozen=True)
class TestView:
    """A test as the page shows it: ``drawn`` and ``strips`` are its diagrams, or None; ``pictures`` its topic's."""

    __test__ = False  # pytest would take the name for a test class

    test: TestResult
    anchor: str
    open: bool
    compact: bool
    depth: Depth
    drawn: sequence.Sequence | None
    strips: strips.Strips | None
    pictures: tuple[shapes.Drawing, ...]
    steps_left_out: int
    card: str = ""
    waits_for: str = ""
    """The function of another task that is not written yet, where that keeps the test from saying anything."""


@dataclass(frozen=True)
class Place:
    """A test elsewhere in the page: where, and its sentence."""

    anchor: str
    title: str


@dataclass(frozen=True)
class CardView:
    """One cause of failures: the test that is shown for it, and the others that it costs."""

    cause: Cause
    anchor: str
    view: TestView
    others: tuple[Place, ...]


@dataclass(frozen=True)
class WaitingView:
    """The tests of a task that wait for others, and for which: said once."""

    tests: tuple[TestView, ...]
    waits_for: tuple[Place, ...]

    @property
    def points(self) -> float:
        """What they are worth."""
        return sum(view.test.max_score for view in self.tests)


@dataclass(frozen=True)
class TaskView:
    """A task with its tests, the blocked ones apart; ``folded`` when there is nothing in it that needs a look."""

    task: TaskResult
    anchor: str
    state: str
    tests: tuple[TestView, ...]
    waiting: WaitingView | None
    passed: int

    @property
    def folded(self) -> bool:
        """Whether its tests are behind a line that opens."""
        return self.state in ("complete", "not_started")


@dataclass(frozen=True)
class TopicView:
    """A topic with what is to be mended in it, its tasks, and the visible tests that belong to no task of it."""

    topic: TopicResult
    number: int
    anchor: str
    state: str
    cards: tuple[CardView, ...]
    tasks: tuple[TaskView, ...]
    others: tuple[TestView, ...]


def topics(result: Result, detail: Detail) -> tuple[TopicView, ...]:
    """All topics, prepared."""
    return tuple(_topic(topic, number, detail) for number, topic in enumerate(result.topics, 1))


def _topic(topic: TopicResult, number: int, detail: Detail) -> TopicView:
    anchor = f"topic-{number}"
    places = {test.id: Place(f"{anchor}-test-{at}", test.title) for at, test in enumerate(topic.tests, 1)}
    cards = () if topic.problem else _cards(topic, anchor, places, detail)
    leads = {test.id: card.anchor for card in cards for test in card.cause.tests}
    views = tuple(
        _row(test, f"{anchor}-test-{at}", detail, leads.get(test.id, "")) for at, test in enumerate(topic.tests, 1)
    )
    waits = {
        id: tuple(Place(leads.get(root.id, places[root.id].anchor), root.title) for root in roots)
        for id, roots in waiting_for(topic.tests).items()
    }
    tasks = tuple(
        _task(task, f"{anchor}-task-{at}", [view for view in views if view.test.task == task.id], waits)
        for at, task in enumerate(topic.tasks, 1)
    )
    known = {task.id for task in topic.tasks}
    others = tuple(view for view in views if view.test.task not in known)
    return TopicView(topic, number, anchor, words.topic_state(topic), cards, tasks, others)


def _cards(topic: TopicResult, anchor: str, places: dict[str, Place], detail: Detail) -> tuple[CardView, ...]:
    cards = []
    for at, cause in enumerate(causes(topic.tests), 1):
        shown, name = cause.shown, f"{anchor}-cause-{at}"
        view = _test(shown, name, _shown(shown, detail), RICH if at <= detail.full else detail.rest)
        others = tuple(places[test.id] for test in cause.tests if test.id != shown.id)
        cards.append(CardView(cause, name, view, others))
    return tuple(cards)


def _row(test: TestResult, anchor: str, detail: Detail, card: str) -> TestView:
    """A test in its task. One that fails is told in its card; one without a verdict, here."""
    told_here = test.outcome is Outcome.PASSED or not test.outcome.counts
    view = _test(test, anchor, told_here and _shown(test, detail), RICH if detail.full else detail.rest)
    return replace(view, card=card)


def _task(task: TaskResult, anchor: str, views: Sequence[TestView], waits: Mapping[str, tuple[Place, ...]]) -> TaskView:
    state = words.task_state(task, tuple(view.test for view in views))
    blocked = tuple(view for view in views if view.test.id in waits)
    roots = dict.fromkeys(place for view in blocked for place in waits[view.test.id])
    waiting = WaitingView(blocked, tuple(roots)) if blocked else None
    passed = sum(view.test.outcome is Outcome.PASSED for view in views)
    return TaskView(task, anchor, state, tuple(v for v in views if v.test.id not in waits), waiting, passed)


def _test(test: TestResult, anchor: str, shown: bool, depth: Depth) -> TestView:
    recorded = test.evidence if shown and depth.rows else Evidence()
    return TestView(
        test,
        anchor,
        open=test.outcome is not Outcome.PASSED,
        compact=not shown,
        depth=depth,
        drawn=sequence.lay_out(recorded, depth.rows, failed=test.outcome is not Outcome.PASSED),
        strips=strips.lay_out(recorded),
        pictures=pictures.lay_out(recorded, failed=test.outcome is not Outcome.PASSED),
        steps_left_out=max(0, len(test.evidence.events) - depth.steps) + test.evidence.dropped,
        waits_for=_waits_for(test),
    )


def _waits_for(test: TestResult) -> str:
    if test.outcome is not Outcome.NOT_DONE or not test.excerpts:
        return ""
    unwritten = test.excerpts[0]
    tasks = set(TODO.findall("\n".join(unwritten.lines)))
    return unwritten.note.removeprefix("in ") if tasks and test.task not in tasks else ""


def _shown(test: TestResult, detail: Detail) -> bool:
    """Whether there is more to show of a test than its line."""
    if not detail.full and not detail.rest.text:
        return False
    return not _is_bare(test) and (detail.passed or test.outcome is not Outcome.PASSED)


def _is_bare(test: TestResult) -> bool:
    """Whether its one line says all there is to say."""
    if test.outcome in (Outcome.NOT_DONE, Outcome.BLOCKED):
        return True
    recorded = test.evidence.events or test.evidence.lanes or test.evidence.pictures
    return test.outcome is Outcome.PASSED and not recorded and not test.output


def details_for(result: Result, most: int) -> tuple[Detail, ...]:
    """The levels of detail worth trying: those whose page is likely to have fewer than ``most`` bytes, and the last."""
    likely = [detail for detail in DETAILS if _likely_bytes(result, detail) < most]
    return (*likely, DETAILS[-1])


def _likely_bytes(result: Result, detail: Detail) -> int:
    """Roughly how long a page gets. The figures are measured: bytes of a line of code, a row of a drawing and so on."""
    total = 45_000
    for topic in result.topics:
        total += 400 * len(topic.tests)
        for at, cause in enumerate(causes(topic.tests), 1):
            if _shown(cause.shown, detail):
                total += _likely_bytes_of(cause.shown, RICH if at <= detail.full else detail.rest)
        passed = (test for test in topic.tests if test.outcome is Outcome.PASSED)
        total += sum(_likely_bytes_of(test, RICH) for test in passed if _shown(test, detail))
    return total


def _likely_bytes_of(test: TestResult, depth: Depth) -> int:
    recorded = test.evidence.events[: depth.steps]
    total = 750 + 150 * min(depth.lines, sum(len(one.lines) for one in test.excerpts))
    total += min(depth.output, len(test.output)) + 200 * min(depth.rows, len(recorded))
    if depth.rows:
        total += sum(400 + 350 * max(len(one.marks), len(one.rows)) for one in test.evidence.pictures)
    return total + sum(110 + len(one.label) + depth.bodies * min(1200, len(one.detail)) for one in recorded)


def next_anchor(result: Result, shown: tuple[TopicView, ...]) -> str:
    """Where the next best step leads: to what is worth most in its topic, else to the task, or to the topic."""
    step = result.next_step
    if step is None:
        return ""
    for topic in shown:
        if topic.topic.id == step.topic:
            if topic.cards:
                return topic.cards[0].anchor
            return next((task.anchor for task in topic.tasks if task.task.id == step.task), topic.anchor)
    return ""
