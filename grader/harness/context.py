"""What the processes of one test share: its clock, evidence, network, and arguments to restore. The harness only."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from grader.harness.suite.clock import Clock
from grader.harness.suite.evidence import Recorder
from grader.harness.suite.network import Network


class Snapshots:
    """Arguments as they were before the student's code changed them.

    When the test is over nobody may see the change: an argument may be a constant of the suite, or a parameter, which
    other tests and other submissions get as well.
    """

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Any, Any]] = {}

    def keep(self, argument: list[Any] | dict[Any, Any] | set[Any]) -> None:
        """Remember it as it is now, if nothing earlier is remembered of it."""
        if id(argument) not in self._kept:
            self._kept[id(argument)] = argument, argument.copy()

    def restore(self) -> None:
        """Make all of them what they were."""
        for argument, before in self._kept.values():
            argument.clear()
            (argument.extend if isinstance(argument, list) else argument.update)(before)


@dataclass(frozen=True)
class Context:
    """The parts of a test that what a cell says and asks has an effect on."""

    clock: Clock
    evidence: Recorder
    network: Network
    snapshots: Snapshots = field(default_factory=Snapshots)
