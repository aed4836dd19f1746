"""Collects the suites of a course with pytest, once, for as many submissions as there are.

pytest is used as it is: its configuration, collection, fixtures and parametrisation. Only its loop is ours: starting
pytest once a submission would cost 50 ms each time.
"""

from __future__ import annotations

import os
import re
import sys
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from _pytest.config import _prepareconfig  # pytest.main() without its loop; pinned to a minor release of pytest

from grader.course.model import Topic
from grader.errors import GraderError, GraderFault, InputError, Place
from grader.grading.suites import CANARIES, Recorder, Suites, canaries_of, cases_of
from grader.harness.pytest_plugin import with_services

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
COOKIEJAR_WARNING = r"http\.cookiejar bug!"
"""A cookie that the standard library can't read (``max-age`` without a value): it would show a traceback of its own."""
SET_BY_USERS = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_DISABLE", "PYTEST_DEBUG", "PYTEST_THEME", "PY_COLORS")
"""What pytest reads from the environment. The rest of its names are its own, for a pytest around this one."""
SETTINGS = ("python_files=test_*.py", "addopts=", "filterwarnings=default", "consider_namespace_packages=false")


@contextmanager
def collected(topics: Sequence[Topic], services: Mapping[str, str]) -> Iterator[Suites]:
    """The suites of ``topics``, whose tests get a fixture for each of ``services`` (its name to ``module:class``).

    Raises InputError for a suite's mistake, with its place and repair, and GraderFault if pytest can't start.
    """
    fixtures, recorder, failures = with_services(services), Recorder(), _Failures()
    paths = [str(path.resolve()) for topic in topics for path in (topic.examples, *topic.hidden) if path]
    with _environment_of_pytest(), ExitStack() as stack:
        stack.callback(_forget, paths)
        session = stack.enter_context(_session(_arguments(paths), [fixtures, recorder, failures]))
        if failures.reports:
            raise _cannot_collect(failures.reports[0], session.config.rootpath)
        stack.enter_context(warnings.catch_warnings())
        warnings.filterwarnings("ignore", COOKIEJAR_WARNING, UserWarning)
        yield Suites(cases_of(topics, session.items), canaries_of(session.items), fixtures, recorder)


@contextmanager
def _session(arguments: list[str], plugins: Sequence[object]) -> Iterator[pytest.Session]:
    """A session of pytest in which everything is collected: what ``pytest.main`` does before and after its loop."""
    with _as_our_fault():
        config = _prepareconfig(arguments, plugins)
    try:
        config._do_configure()
        session = pytest.Session.from_config(config)
        config.hook.pytest_sessionstart(session=session)
        try:
            with _as_our_fault():
                config.hook.pytest_collection(session=session)
            yield session
        finally:
            config.hook.pytest_sessionfinish(session=session, exitstatus=pytest.ExitCode.OK)
    finally:
        config._ensure_unconfigure()


@contextmanager
def _as_our_fault() -> Iterator[None]:
    try:
        yield
    except (pytest.UsageError, pytest.exit.Exception) as error:
        raise GraderFault(f"pytest could not start the suites: {error}") from error


def _arguments(paths: Sequence[str]) -> list[str]:
    folder = _common_folder(paths)
    settings = (part for setting in SETTINGS for part in ("-o", setting))
    return [
        *(f"-pno:{name}" for name in UNUSED),
        *settings,
        *("-c", os.devnull, f"--rootdir={folder}", f"--confcutdir={folder}", "--noconftest"),
        *("--import-mode=importlib", "--assert=plain", "--strict-markers", "-pno:terminal"),
        *paths,
        str(CANARIES),
    ]


def _common_folder(paths: Sequence[str]) -> str:
    return os.path.commonpath([os.path.dirname(path) for path in paths]) if paths else os.getcwd()


class _Failures:
    """The plugin that keeps what could not be collected."""

    def __init__(self) -> None:
        self.reports: list[pytest.CollectReport] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.reports.append(report)


def _cannot_collect(report: pytest.CollectReport, root: Path) -> GraderError:
    text = str(report.longrepr).strip().splitlines()
    reason = next((line.removeprefix("E").strip() for line in reversed(text) if line.startswith("E")), text[-1])
    name = Path(report.nodeid).name
    lines = [int(found[1]) for line in text if (found := re.search(rf"{re.escape(name)}:(\d+)", line))]
    place = Place(root / report.nodeid, lines[-1] if lines else 0)
    return InputError(f"this suite can't be loaded: {reason}", place=place, repair="mend it, then run again")


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
