"""Several warm graders side by side, and regrading what changed."""

from __future__ import annotations

import os
import select
import shutil
import signal
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
import pytest

from grader.course import load_course
from grader.errors import GraderFault, InputError
from grader.grading.pool import Pool
from grader.grading.regrade import Regrader
from grader.grading.start import warm_grader
from grader.result.model import Result, Timing
from grader.result.since import since
from grader.submission import take_submission

SMALL = Path(__file__).resolve().parents[1] / "courses" / "small"
REFERENCE = SMALL / "solutions" / "parcel" / "parcel.py"
SKELETON = SMALL / "exercises" / "parcel" / "parcel.py"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the small course."""
    return Path(shutil.copytree(SMALL, tmp_path / "course", ignore=shutil.ignore_patterns("__pycache__", ".grader")))


def timeless(result: Result) -> bytes:
    """A result without its times."""
    return msgspec.json.encode(msgspec.structs.replace(result, timing=Timing()))


def test_a_pool_finds_what_one_grader_finds(course: Path) -> None:
    """Byte for byte, times aside, and in the order in which the submissions came."""
    loaded = load_course(course)
    intakes = [take_submission(path, loaded) for path in (REFERENCE, SKELETON, REFERENCE)]
    with warm_grader(loaded) as grader:
        alone = [timeless(grader.grade(intake)) for intake in intakes]
    with Pool(loaded, 2) as pool:
        assert alone == [timeless(result) for result in pool.stream(intakes)]


def test_a_pool_says_that_a_broken_suite_is_its_authors_fault(course: Path) -> None:
    """Exit code 2, as without a pool."""
    (course / "solutions" / "parcel" / "hidden" / "test_weigh.py").write_text("def test_x(:\n")
    loaded = load_course(course)
    with pytest.raises(InputError, match="test_weigh"), Pool(loaded, 2):
        pytest.fail("a pool must not start without its suites")


def end(pids: Iterable[int]) -> None:
    """Kill them, and wait for it (``man pidfd_open``: readable once the process has ended)."""
    for pid in pids:
        descriptor = os.pidfd_open(pid)
        os.kill(pid, signal.SIGKILL)
        assert [descriptor] == select.select([descriptor], [], [], 30)[0]
        os.close(descriptor)


@pytest.mark.linux
@pytest.mark.parametrize("killed", [slice(None), slice(1, None)], ids=["all", "one that has nothing to do"])
def test_a_worker_that_has_gone_is_the_grader_s_trouble(course: Path, killed: slice) -> None:
    """Whatever it was doing, or not. Not a broken pipe, which would be told to nobody, with the wrong exit code."""
    loaded = load_course(course)
    with Pool(loaded, 2) as pool:
        end(list(pool._workers.values())[killed])
        with pytest.raises(GraderFault, match="a worker process has gone"):
            pool.grade(take_submission(REFERENCE, loaded))


def test_regrades_only_what_has_other_bytes(course: Path) -> None:
    """The same bytes are not graded again; what a change has fixed is told."""
    loaded = load_course(course)

    heard: list[str] = []
    listen: Callable[..., None] = lambda _, test: heard.append(test.id)  # noqa: E731 — a listener in one line
    with warm_grader(loaded) as grader:
        regrader = Regrader(grader)
        before = regrader.grade(take_submission(SKELETON, loaded), listen)
        first = len(heard)
        regrader.grade(take_submission(SKELETON, loaded), listen)
        again = len(heard) - first
        after = regrader.grade(take_submission(REFERENCE, loaded), listen)
    fixed = {moved.test for moved in since(before, after).fixed}
    assert (first, 0, first, 6.0) == (len(fixed), again, first, after.score - before.score)
