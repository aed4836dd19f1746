"""The pytest plugin of the runner: fixtures onto the current trial, and the ``task`` mark. The harness only."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from grader.harness.suite.clock import Clock
from grader.harness.suite.evidence import Recorder
from grader.harness.suite.network import Network
from grader.harness.suite.student import Student
from grader.harness.trial import Trial

MARK = (
    "task(id, points=1, needs=(), spec=()): the task that a test belongs to, its worth, "
    "the tests that must pass before it, the words of the lesson that it rests on"
)


class Fixtures:
    """A plugin object; whoever runs a test sets ``trial`` first."""

    trial: Trial | None = None

    @property
    def current(self) -> Trial:
        """The trial of the test that runs."""
        if self.trial is None:
            raise RuntimeError("no test is being run")
        return self.trial

    def pytest_configure(self, config: pytest.Config) -> None:
        """Make the mark known."""
        config.addinivalue_line("markers", MARK)

    @pytest.fixture
    def student(self) -> Student:
        """The student's module."""
        return self.current.student

    @pytest.fixture
    def clock(self) -> Clock:
        """The virtual clock."""
        return self.current.clock

    @pytest.fixture
    def network(self) -> Network:
        """The hosts that the student's code can reach."""
        return self.current.network

    @pytest.fixture
    def evidence(self) -> Recorder:
        """What the report will draw."""
        return self.current.evidence


def with_services(services: Mapping[str, str]) -> Fixtures:
    """The plugin with a fixture for each service (its name to ``module:class``).

    pytest looks for fixtures on a plugin's class, so that there is a class for each set of services. The services are
    loaded here and not in the first test, because here the grader would otherwise wait for the zygote.
    """
    made = {f"service_{name}": pytest.fixture(name=name)(_service(target)) for name, target in services.items()}
    kind: type[Fixtures] = type("FixturesWithServices", (Fixtures,), made)
    return kind()


def _service(target: str) -> Callable[[Fixtures], Any]:
    module, _, name = target.partition(":")
    kind = getattr(importlib.import_module(module), name)

    def make(self: Fixtures) -> Any:
        """A mock service, served at its host."""
        trial = self.current
        service = kind(trial.clock, observe=trial.evidence.state)
        trial.network.serve(service.host, service.app)
        return service

    return make
