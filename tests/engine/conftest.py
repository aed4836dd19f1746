"""Trials of small modules in real cells. One zygote serves all of these tests."""

from __future__ import annotations

import itertools
import tempfile
import textwrap
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec
import pytest

from grader.course.model import Limits
from grader.harness.processes.cells import Cells
from grader.harness.processes.zygote_client import Zygote
from grader.harness.trial import Trial

LIMITS = Limits(
    wall_seconds=5, cpu_seconds=5, import_seconds=5, memory_mib=128, output_kib=4, message_kib=256, topic_seconds=60
)

Begin = Callable[..., Trial]


@pytest.fixture
def submission() -> Iterator[Path]:
    """A folder for the student's files, readable by a cell that is another user."""
    with tempfile.TemporaryDirectory(prefix="submission-") as parent:
        Path(parent).chmod(0o755)
        folder = Path(parent) / "code"
        folder.mkdir()
        folder.chmod(0o755)
        yield folder


@pytest.fixture
def begin(zygote: Zygote, submission: Path) -> Iterator[Begin]:
    """Begins a trial of a module with this source, other modules beside it, and other limits (by name)."""
    trials: list[Trial] = []
    numbers = itertools.count()

    def begin(source: str, beside: Mapping[str, str] | None = None, **limits: float) -> Trial:
        name = f"work_{next(numbers)}"
        for module, text in {name: source, **(beside or {})}.items():
            (submission / f"{module}.py").write_text(textwrap.dedent(text), encoding="utf-8")
        trials.append(Trial(Cells(zygote, name, submission, msgspec.structs.replace(LIMITS, **limits))))
        return trials[-1]

    yield begin
    for trial in trials:
        trial.close()
