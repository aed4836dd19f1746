"""A process of the grader's is killed at any moment of a run: the next run has the result of an undisturbed one."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.grading.run import Request, grade, read
from grader.result.model import Result

from .kills import Length, Scene, length_of, moments, strike, timeless
from .submissions import SMALL, half_of_small

SEED, MOMENTS = 3, 12

pytestmark = pytest.mark.linux


@pytest.fixture(scope="module")
def submission(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is handed in."""
    path = tmp_path_factory.mktemp("submission") / "parcel.py"
    path.write_text(half_of_small(), "utf-8")
    return path


@pytest.fixture(scope="module")
def length(submission: Path, tmp_path_factory: pytest.TempPathFactory) -> Length:
    """How long it takes to grade it, in calls of functions."""
    return length_of(arguments(submission), tmp_path_factory.mktemp("length") / "run")


def arguments(submission: Path) -> tuple[str, ...]:
    """Those for ``check``."""
    return ("--course", str(SMALL), "--submission", str(submission))


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("number", range(MOMENTS))
def test_the_next_run_goes_on(submission: Path, length: Length, tmp_path: Path, number: int) -> None:
    """No verdict is lost, none is counted twice, none is made up on the way; and no exit code says that all is well."""

    def resume(out: Path) -> tuple[Result, int]:
        request = Request(course_folder=SMALL, submission=submission, out=out)
        heard: list[str] = []
        result = grade(request, *read(request), lambda _, test: heard.append(test.id))
        return timeless(result), len(heard)

    scene = Scene(arguments(submission), *resume(tmp_path / "undisturbed"))
    kind, moment = list(moments(SEED, MOMENTS, length))[number]
    struck = strike(scene, tmp_path / "struck", kind, moment, resume)
    assert f"struck {kind}" in struck.told
    assert struck.well, f"{kind} at {moment}: {struck}"
