"""Prepares a result for the page's templates: anchors, what is open, what is drawn. ``grader.report.html`` uses it.

How much is shown is decided here, by a ``Detail``: a page must stay small enough to be mailed and kept, however much
was recorded. Anchors are numbers, never names, so that nothing a file says becomes part of an attribute.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from grader.report import sequence, strips, words
from grader.result.model import Evidence, LedgerLine, Outcome, Result, TaskResult, TestResult, TopicResult


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
    """How much of a result is shown: evidence of passed tests or not, how many failing tests of a topic in full, and
    how much of the others."""

    passed: bool
    full: int
    rest: Depth = BRIEF


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
    """A test as the page shows it: ``drawn`` and ``strips`` are its diagrams, or None."""

    __test__ = False  # pytest would take the name for a test class

    test: TestResult
    anchor: str
    open: bool
    compact: bool
    depth: Depth
    drawn: sequence.Sequence | None
    strips: strips.Strips | None
    steps_left_out: int
    waits_for: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class TaskView:
    """A task with its tests; ``folded`` when there is nothing in it that needs a look."""

    task: TaskResult
    anchor: str
    state: str
    tests: tuple[TestView, ...]
    passed: int

    @property
    def folded(self) -> bool:
        """Whether its tests are behind a line that opens."""
        return self.state in ("complete", "not_started")


@dataclass(frozen=True)
class TopicView:
    """A topic with its tasks, and the visible tests that belong to no task of it."""

    topic: TopicResult
    number: int
    anchor: str
    state: str
    tasks: tuple[TaskView, ...]
    others: tuple[TestView, ...]


def topics(result: Result, detail: Detail) -> tuple[TopicView, ...]:
    """All topics, prepared."""
    return tuple(_topic(topic, number, detail) for number, topic in enumerate(result.topics, 1))


def _topic(topic: TopicResult, number: int, detail: Detail) -> TopicView:
    anchor = f"topic-{number}"
    titles = {test.id: (f"{anchor}-test-{place}", test.title) for place, test in enumerate(topic.tests, 1)}
    views = []
    full = detail.full
    for place, test in enumerate(topic.tests, 1):
        depth = RICH if full > 0 else detail.rest
        full -= test.outcome is not Outcome.PASSED
        view = _test(test, f"{anchor}-test-{place}", _shown(test, detail), depth)
        views.append(replace(view, waits_for=tuple(titles[name] for name in test.blocked_by if name in titles)))
    by_task: dict[str, list[TestView]] = {}
    for view in views:
        by_task.setdefault(view.test.task, []).append(view)
    tasks = tuple(
        _task(task, f"{anchor}-task-{place}", tuple(by_task.pop(task.id, ())))
        for place, task in enumerate(topic.tasks, 1)
    )
    others = tuple(view for left in by_task.values() for view in left)
    return TopicView(topic, number, anchor, words.topic_state(topic), tasks, others)


def _task(task: TaskResult, anchor: str, tests: tuple[TestView, ...]) -> TaskView:
    state = words.task_state(task, tuple(view.test for view in tests))
    passed = sum(view.test.outcome is Outcome.PASSED for view in tests)
    return TaskView(task, anchor, state, tests, passed)


def _test(test: TestResult, anchor: str, shown: bool, depth: Depth) -> TestView:
    recorded = test.evidence if shown and depth.rows else Evidence()
    return TestView(
        test,
        anchor,
        open=test.outcome is not Outcome.PASSED,
        compact=not shown,
        depth=depth,
        drawn=sequence.lay_out(recorded, depth.rows),
        strips=strips.lay_out(recorded),
        steps_left_out=max(0, len(test.evidence.events) - depth.steps) + test.evidence.dropped,
    )


def _shown(test: TestResult, detail: Detail) -> bool:
    """Whether there is more to show of a test than its line."""
    if not detail.full and not detail.rest.text:
        return False
    return not _is_bare(test) and (detail.passed or test.outcome is not Outcome.PASSED)


def _is_bare(test: TestResult) -> bool:
    """Whether its one line says all there is to say."""
    if test.outcome is Outcome.NOT_DONE:
        return True
    recorded = test.evidence.events or test.evidence.lanes
    return test.outcome is Outcome.PASSED and not recorded and not test.output


def details_for(result: Result, most: int) -> tuple[Detail, ...]:
    """The levels of detail worth trying: those whose page is likely to have fewer than ``most`` bytes, and the last."""
    likely = [detail for detail in DETAILS if _likely_bytes(result, detail) < most]
    return (*likely, DETAILS[-1])


def _likely_bytes(result: Result, detail: Detail) -> int:
    """Roughly how long a page gets. The figures are measured: bytes of a line of code, a row of a drawing and so on."""
    total = 45_000
    for topic in result.topics:
        full = detail.full
        for test in topic.tests:
            depth = RICH if full > 0 else detail.rest
            full -= test.outcome is not Outcome.PASSED
            total += 400
            if _shown(test, detail):
                recorded = test.evidence.events[: depth.steps]
                total += 750 + 150 * min(depth.lines, sum(len(one.lines) for one in test.excerpts))
                total += min(depth.output, len(test.output)) + 200 * min(depth.rows, len(recorded))
                total += sum(110 + len(one.label) + depth.bodies * min(1200, len(one.detail)) for one in recorded)
    return total


@dataclass(frozen=True)
class Ledger:
    """The sum, line by line, with what it comes to, so that the page can show that it adds up."""

    lines: tuple[LedgerLine, ...]
    total: float
    out_of: float
    pending: float
    weighted: bool
    adds_up: bool


def ledger(result: Result) -> Ledger:
    """The ledger of a result."""
    total = sum(line.points * line.weight for line in result.ledger)
    out_of = sum(line.out_of * line.weight for line in result.ledger)
    return Ledger(
        result.ledger,
        total,
        out_of,
        words.undecided(result),
        any(line.weight != 1 for line in result.ledger),
        abs(total - result.score) < 0.005 and abs(out_of - result.max_score) < 0.005,
    )


@dataclass(frozen=True)
class Segment:
    """A ledger line's part of the overview bar, in thousandths of its width: all, what is reached, what is open."""

    x: float
    width: float
    reached: float
    pending: float


def overview(result: Result) -> list[Segment]:
    """The bar at the top: each line of the ledger as wide as the points that it is worth."""
    out_of = sum(line.out_of * line.weight for line in result.ledger)
    segments: list[Segment] = []
    x = 0.0
    for line in result.ledger:
        width = 1000 * line.out_of * line.weight / out_of if out_of else 0
        share = width / line.out_of if line.out_of else 0
        segments.append(Segment(x, width, share * line.points, share * line.pending))
        x += width
    return segments


def next_anchor(result: Result, shown: tuple[TopicView, ...]) -> str:
    """Where the next best step leads: the task's place in the page, or the topic's."""
    step = result.next_step
    if step is None:
        return ""
    for topic in shown:
        if topic.topic.id == step.topic:
            return next((task.anchor for task in topic.tasks if task.task.id == step.task), topic.anchor)
    return ""
