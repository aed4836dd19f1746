"""Two canary tests in each run of a topic: one that must pass, before the topic's tests, and one that must fail, after.

They go the way of every test: pytest, a trial, a cell, the wire, the judge. Whatever bends verdicts bends these as
well: assertions that Python was told to leave out (``-O``, ``PYTHONOPTIMIZE``), a patched pytest, a zygote that is not
ours any more, a suite that meddles with the harness. If one of them comes out otherwise, the run is rejected.
Used by ``grader.grading.engine``.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

from grader.course.model import Limits
from grader.errors import GraderFault
from grader.grading.judge import Finding, judge
from grader.grading.suites import Case, Suites
from grader.harness.processes.cells import Cells
from grader.harness.processes.zygote_client import Zygote
from grader.harness.trial import Trial
from grader.result.model import Outcome

MODULE = "canary"
TROUBLE = (Outcome.GRADER_ERROR, Outcome.NOT_RUN, Outcome.TIMED_OUT, Outcome.CRASHED)
"""What a busy machine or a dead sandbox can do to a test. It bends no verdict."""
SOURCE = Path(__file__).parent / MODULE / f"{MODULE}.py"


class Tampered(GraderFault):
    """A canary test came out as it can't: no verdict of this run is to be believed, nor kept."""


class NotRun(GraderFault):
    """A canary test could not be run: a verdict of this run may be believed if the next one shows it to be sound."""


class Canaries:
    """The two tests. ``folder`` is an empty one that cells may read; the module is put there."""

    def __init__(self, suites: Suites, zygote: Zygote, folder: Path) -> None:
        self._suites = suites
        shutil.copyfile(SOURCE, folder / SOURCE.name)
        (folder / SOURCE.name).chmod(0o644)
        self._cells = Cells(zygote, MODULE, folder, Limits())

    def must_pass(self) -> None:
        """Run the one that must pass, before the topic's tests. If it can't be run, they will meet the same trouble."""
        with suppress(NotRun):
            self._expect(self._suites.canary_that_passes, Outcome.PASSED)

    def must_fail(self) -> None:
        """Run the one that must fail, after the topic's tests."""
        self._expect(self._suites.canary_that_fails, Outcome.FAILED)

    def _expect(self, case: Case, outcome: Outcome) -> None:
        """``Tampered`` if the test comes out otherwise, ``NotRun`` if it does not come out at all."""
        found = self._run(case)
        if found.outcome in TROUBLE:
            found = self._run(case)  # once more, as the tests
        if found.outcome in TROUBLE:
            raise NotRun(f"the run could not be shown to be sound: {found.message}")
        if found.outcome is not outcome:
            raise Tampered(
                f"a test that must come out as “{outcome.value}” came out as “{found.outcome.value}”: something bends "
                "the verdicts of this run, so none is kept\n  → unset PYTHONOPTIMIZE; install the locked packages anew"
            )

    def _run(self, case: Case) -> Finding:
        trial = Trial(self._cells)
        try:
            return judge(self._suites.run(case, trial), trial)
        finally:
            trial.close()
