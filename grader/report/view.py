"""Prepares a result for the page's templates: anchors, what is open, what is drawn. ``grader.report.html`` uses it.

A ``Detail`` says how much of the evidence is shown. Anchors are numbers, never names, so that no text of a student
becomes part of an attribute. What needs no attention is folded, so that a page is read to its end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from grader.report import pictures, sequence, shapes, strips, words
from grader.report.detail import RICH, Depth, Detail, is_shown
from grader.result.causes import Cause, causes, waiting_for
from grader.result.model import Evidence, Moved, Outcome, Result, TaskResult, TestResult, TopicResult

TODO = re.compile(r"TODO\((\w+)\)")
"""What a skeleton says where something is to be written, and for which task."""


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
    """One cause of failures: the test that is shown for it, its task, and the others that it costs. One card of a page
    is ``open``: that to which the next step leads.
    """

    cause: Cause
    anchor: str
    view: TestView
    task: Place | None
    others: tuple[Place, ...]
    open: bool


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
    """A task with its tests: those that a card tells of, those without a verdict, the blocked ones, those that are not
    done, those that passed.
    """

    task: TaskResult
    anchor: str
    state: str
    told: tuple[TestView, ...]
    looks: tuple[TestView, ...]
    waiting: WaitingView | None
    to_do: tuple[TestView, ...]
    passed: tuple[TestView, ...]

    @property
    def all(self) -> int:
        """How many tests it has."""
        return len((*self.told, *self.looks, *self.to_do, *self.passed, *(self.waiting.tests if self.waiting else ())))


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

    @property
    def folded(self) -> bool:
        """Whether it is a line that opens: there is nothing in it that needs a look."""
        return self.state in ("complete", "not_started", "absent")


@dataclass(frozen=True)
class SinceView:
    """What has changed since the last run: where each test is that was fixed, that broke, that can be told of now."""

    fixed: tuple[Place, ...]
    broken: tuple[Place, ...]
    new: tuple[Place, ...]


def topics(result: Result, detail: Detail) -> tuple[TopicView, ...]:
    """All topics, prepared."""
    step = result.next_step.topic if result.next_step else ""
    return tuple(_topic(topic, number, detail, topic.id == step) for number, topic in enumerate(result.topics, 1))


def _topic(topic: TopicResult, number: int, detail: Detail, is_next: bool) -> TopicView:
    anchor = f"topic-{number}"
    places = _places(topic, anchor)
    tasks_at = {task.id: Place(f"{anchor}-task-{at}", task.title) for at, task in enumerate(topic.tasks, 1)}
    cards = () if topic.problem else _cards(topic, anchor, places, tasks_at, detail, is_next)
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
    others = tuple(view for view in views if view.test.task not in tasks_at)
    return TopicView(topic, number, anchor, words.topic_state(topic), cards, tasks, others)


def _places(topic: TopicResult, anchor: str) -> dict[str, Place]:
    return {test.id: Place(f"{anchor}-test-{at}", test.title) for at, test in enumerate(topic.tests, 1)}


def _cards(
    topic: TopicResult,
    anchor: str,
    places: Mapping[str, Place],
    tasks: Mapping[str, Place],
    detail: Detail,
    is_next: bool,
) -> tuple[CardView, ...]:
    cards = []
    for at, cause in enumerate(causes(topic.tests), 1):
        shown, name = cause.shown, f"{anchor}-cause-{at}"
        is_open = is_next and at == 1  # told in full, however little room there is for the others
        is_rich = is_open or at <= detail.full
        view = _test(shown, name, is_open or is_shown(shown, detail), RICH if is_rich else detail.rest)
        others = tuple(places[test.id] for test in cause.tests if test.id != shown.id)
        cards.append(CardView(cause, name, view, tasks.get(shown.task), others, is_open))
    return tuple(cards)


def _row(test: TestResult, anchor: str, detail: Detail, card: str) -> TestView:
    """A test in its task. One that fails is told in its card; one without a verdict, here."""
    told_here = test.outcome is Outcome.PASSED or not test.outcome.counts
    view = _test(test, anchor, told_here and is_shown(test, detail), RICH if detail.full else detail.rest)
    return replace(view, card=card)


def _task(task: TaskResult, anchor: str, views: Sequence[TestView], waits: Mapping[str, tuple[Place, ...]]) -> TaskView:
    state = words.task_state(task, tuple(view.test for view in views))
    blocked = tuple(view for view in views if view.test.id in waits)
    roots = dict.fromkeys(place for view in blocked for place in waits[view.test.id])
    passed = tuple(view for view in views if view.test.outcome is Outcome.PASSED)
    to_do = tuple(view for view in views if view.test.outcome is Outcome.NOT_DONE)
    told = tuple(view for view in views if view.card)
    looks = tuple(view for view in views if view not in (*blocked, *passed, *to_do, *told))
    waiting = WaitingView(blocked, tuple(roots)) if blocked else None
    return TaskView(task, anchor, state, told, looks, waiting, to_do, passed)


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


def since(result: Result, shown: tuple[TopicView, ...]) -> SinceView | None:
    """What has changed since the last run, if anything; each test leads to its card, if it has one."""
    if result.since is None:
        return None
    places = {}
    for view in shown:
        places.update({(view.topic.id, id): place for id, place in _places(view.topic, view.anchor).items()})
        for card in view.cards:
            for test in card.cause.tests:
                places[view.topic.id, test.id] = Place(card.anchor, test.title)

    def found(moved: Sequence[Moved]) -> tuple[Place, ...]:
        return tuple(places[key] for key in ((one.topic, one.test) for one in moved) if key in places)

    one = SinceView(found(result.since.fixed), found(result.since.broken), found(result.since.new))
    return one if one.fixed or one.broken or one.new else None
