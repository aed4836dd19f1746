"""The suites of a course, collected once by pytest and run test by test as often as there are submissions.

pytest is used as it is: its collection, its fixtures, its parametrisation. Only its loop is ours: ``with_suites``
starts a session and, inside it, calls ``body`` with the collected tests. Starting pytest once a submission would cost
50 ms each time.
"""

from __future__ import annotations

import os
import re
import sys
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Literal, TypeVar

import pytest
from _pytest.runner import runtestprotocol  # what rerunning plugins use as well; pinned to a minor release of pytest

from grader.course.model import Topic
from grader.errors import GraderError, GraderFault, InputError, Place
from grader.harness.plugin import Fixtures, with_services
from grader.harness.trial import Trial

T = TypeVar("T")
UNUSED = (
    "cacheprovider",
    "capture",
    "debugging",
    "doctest",
    "faulthandler",
    "junitxml",
    "logging",
    "pastebin",
    "stepwise",
)
LIBRARY_S_OWN = r"http\.cookiejar bug!"
"""A cookie that the standard library can't read (``max-age`` without a value): it would show a traceback of its own."""
SET_BY_USERS = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_DISABLE", "PYTEST_DEBUG", "PYTEST_THEME", "PY_COLORS")
"""What pytest reads from the environment. The rest of its names are its own, for a pytest around this one."""
CANARIES = Path(__file__).parent / "canary" / "test_canary.py"
SETTINGS = ("python_files=test_*.py", "addopts=", "filterwarnings=default", "consider_namespace_packages=false")


@dataclass(frozen=True)
class Case:
    """One test of a suite: what is known of it before it runs. ``spec``: the words of the lesson that it rests on."""

    id: str
    task: str
    title: str
    points: float
    needs: tuple[str, ...]
    visible: bool
    item: pytest.Item
    place: Place
    spec: tuple[str, ...] = ()


class Suites:
    """The collected tests by topic id, in the order of their files, the visible ones first; and the two canaries."""

    def __init__(
        self,
        cases: Mapping[str, tuple[Case, ...]],
        canaries: tuple[Case, Case],
        fixtures: Fixtures,
        recorder: _Recorder,
    ) -> None:
        self.cases = cases
        self.canary_that_passes, self.canary_that_fails = canaries
        self._fixtures = fixtures
        self._recorder = recorder

    def run(self, case: Case, trial: Trial) -> list[tuple[str, BaseException]]:
        """Run one test in one trial; the exceptions by phase (``setup``, ``call``, ``teardown``), none if it passed."""
        self._fixtures.trial = trial
        self._recorder.raised.clear()
        try:
            with trial.clock.installed():
                runtestprotocol(case.item, log=False, nextitem=None)
        finally:
            self._fixtures.trial = None
        return list(self._recorder.raised)


def with_suites(topics: Sequence[Topic], services: Mapping[str, str], body: Callable[[Suites], T]) -> T:
    """Collect the suites of ``topics`` and give what ``body`` makes of them. InputError for a suite's mistakes."""
    fixtures = with_services(services)
    session = _Session(topics, fixtures, body)
    paths = [str(path.resolve()) for topic in topics for path in (topic.examples, *topic.hidden) if path]
    arguments = [f"-p no:{name}".replace(" ", "") for name in UNUSED]
    for setting in SETTINGS:
        arguments += ["-o", setting]
    folder = _common_folder(paths)
    arguments += [
        *("-c", os.devnull, f"--rootdir={folder}", f"--confcutdir={folder}", "--noconftest"),
        *("--import-mode=importlib", "--assert=plain", "--strict-markers", "-pno:terminal"),
        *paths,
        str(CANARIES),
    ]
    try:
        with _environment_of_pytest():
            code = pytest.main(arguments, plugins=[fixtures, session.recorder, session])
    finally:
        _forget(paths)
    if session.error is not None:
        raise session.error
    if not session.result:
        if code == pytest.ExitCode.INTERRUPTED:  # by a signal, while it started: pytest takes it for its own
            raise KeyboardInterrupt
        raise GraderFault(f"pytest could not start the suites (exit code {int(code)})")
    return session.result[0]


@contextmanager
def _environment_of_pytest() -> Iterator[None]:
    """Nothing that somebody has set for pytest decides which tests run: ``PYTEST_ADDOPTS="-k …"`` would drop some."""
    theirs = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith(SET_BY_USERS)}
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        del os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"]
        os.environ.update(theirs)


def _forget(paths: Collection[str]) -> None:
    """Drop the suites' modules, what they share and the packages that they lie in.

    Another course, or an edited suite, has the same names, and would get these.
    """
    folders = {os.path.dirname(path) for path in paths}
    packages: set[str] = set()
    for name, module in list(sys.modules.items()):
        if os.path.dirname(getattr(module, "__file__", None) or "") in folders:
            del sys.modules[name]
            packages.update(_packages_of(name))
    for name in packages:
        if getattr(sys.modules.get(name), "__file__", None) is None:  # pytest's own, or a namespace
            sys.modules.pop(name, None)


def _packages_of(module: str) -> Iterator[str]:
    while "." in module:
        module = module.rpartition(".")[0]
        yield module


class _Recorder:
    """Keeps what the phases of a test raised, as it is.

    The report that pytest goes on with says no more than whether to go on: its own formats a long traceback for each
    test that does not pass, which nobody reads and which took two thirds of the time of an untouched skeleton.
    """

    def __init__(self) -> None:
        self.raised: list[tuple[str, BaseException]] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> pytest.TestReport:
        if call.excinfo is not None:
            self.raised.append((call.when, call.excinfo.value))
        assert call.when != "collect"
        outcome: Literal["passed", "failed"] = "passed" if call.excinfo is None else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, longrepr=None, when=call.when)


class _Session(Generic[T]):
    """The plugin that takes over pytest's loop."""

    def __init__(self, topics: Sequence[Topic], fixtures: Fixtures, body: Callable[[Suites], T]) -> None:
        self.recorder = _Recorder()
        self.error: BaseException | None = None
        self.result: list[T] = []
        self._topics = topics
        self._fixtures = fixtures
        self._body = body
        self._failures: list[pytest.CollectReport] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._failures.append(report)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        try:
            if self._failures:
                raise _cannot_collect(self._failures[0], session.config.rootpath)
            suites = Suites(
                _cases(self._topics, session.items), _canaries(session.items), self._fixtures, self.recorder
            )
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", LIBRARY_S_OWN, UserWarning)
                self.result.append(self._body(suites))
        except BaseException as error:  # handed on by with_suites, as it is: pytest would print it
            self.error = error
        return True


def _cannot_collect(report: pytest.CollectReport, root: Path) -> GraderError:
    text = str(report.longrepr).strip().splitlines()
    reason = next((line.removeprefix("E").strip() for line in reversed(text) if line.startswith("E")), text[-1])
    name = Path(report.nodeid).name
    lines = [int(found[1]) for line in text if (found := re.search(rf"{re.escape(name)}:(\d+)", line))]
    place = Place(root / report.nodeid, lines[-1] if lines else 0)
    return InputError(f"this suite can't be loaded: {reason}", place=place, repair="mend it, then run again")


def _cases(topics: Sequence[Topic], items: Iterable[pytest.Item]) -> dict[str, tuple[Case, ...]]:
    by_path: dict[Path, list[pytest.Item]] = {}
    for item in items:
        by_path.setdefault(item.path.resolve(), []).append(item)
    found = {}
    for topic in topics:
        cases: list[Case] = []
        for path, visible in ((topic.examples, True), *((path, False) for path in topic.hidden)):
            if path is None:
                continue
            items = by_path.get(path.resolve(), [])
            if not items:
                raise InputError("no test in this suite", place=Place(path), repair="name its functions test_…")
            cases += [_case(topic, item, visible) for item in items]
        _check(cases)
        found[topic.id] = tuple(cases)
    return found


def _canaries(items: Iterable[pytest.Item]) -> tuple[Case, Case]:
    """The one that passes and the one that fails, as they stand in their file."""
    passing, failing = (
        Case(item.name, task="", title="", points=0.0, needs=(), visible=False, item=item, place=Place(CANARIES))
        for item in items
        if item.path == CANARIES
    )
    return passing, failing


def _case(topic: Topic, item: pytest.Item, visible: bool) -> Case:
    path, line, _ = item.reportinfo()
    place = Place(Path(path), (line or 0) + 1)
    marks = list(item.iter_markers("task"))
    if len(marks) != 1 or len(marks[0].args) != 1:
        raise InputError(
            f"{item.name} has no task", place=place, repair='write @pytest.mark.task("id", points=1) above it'
        )
    mark = marks[0]
    task = str(mark.args[0])
    if topic.task(task) is None:
        known = ", ".join(one.id for one in topic.tasks)
        raise InputError(f"no task {task!r} in {topic.id}", place=place, repair=f"use one of {known}")
    function = getattr(item, "function", None)
    return Case(
        id=item.name,
        task=task,
        title=_title(item, getattr(function, "__doc__", None)),
        points=float(mark.kwargs.get("points", 0 if visible else 1)),
        needs=_texts(mark.kwargs.get("needs", ())),
        visible=visible,
        item=item,
        place=place,
        spec=_texts(mark.kwargs.get("spec", ())),
    )


def _texts(given: str | Iterable[str]) -> tuple[str, ...]:
    """One text or several, as several."""
    return (given,) if isinstance(given, str) else tuple(given)


def _title(item: pytest.Item, doc: str | None) -> str:
    sentence = " ".join((doc or item.name.replace("_", " ")).split("\n\n")[0].split())
    callspec = getattr(item, "callspec", None)
    return f"{sentence} [{callspec.id}]" if callspec is not None else sentence


def _check(cases: Sequence[Case]) -> None:
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise InputError(f"two tests are called {case.id}", place=case.place, repair="rename one of them")
        missing = [name for name in case.needs if name not in seen]
        if missing:
            raise InputError(
                f"{case.id} needs {missing[0]}, which does not come before it",
                place=case.place,
                repair="move it up, or mend the name",
            )
        seen.add(case.id)


def _common_folder(paths: Sequence[str]) -> str:
    return os.path.commonpath([os.path.dirname(path) for path in paths]) if paths else os.getcwd()
