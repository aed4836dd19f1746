"""Nobody looks into the memory of the runner, of the zygote and of a cell but root."""

from __future__ import annotations

import ctypes
import os
import tempfile
from pathlib import Path

import pytest

from grader.course.model import Limits
from grader.harness.processes.cells import Cells
from grader.harness.processes.zygote_client import Zygote
from grader.harness.trial import Trial

PR_GET_DUMPABLE = 3
CODE = f"""
import ctypes

def asked():
    return ctypes.CDLL(None).prctl({PR_GET_DUMPABLE}, 0, 0, 0, 0)
"""

pytestmark = pytest.mark.linux


def test_the_runner_s_memory_is_closed(zygote: Zygote) -> None:
    """From the moment on from which there may be cells: without Landlock, an ordinary user's have the same user."""
    assert 0 == ctypes.CDLL(None).prctl(PR_GET_DUMPABLE, 0, 0, 0, 0)


def test_a_cell_s_memory_is_closed() -> None:
    """By its inheritance from the zygote: one cell could look into the next. (The filter would refuse the question.)"""
    zygote = Zygote(without=["seccomp", "user"])
    with tempfile.TemporaryDirectory(prefix="submission-") as folder:
        os.chmod(folder, 0o755)
        (Path(folder) / "asking.py").write_text(CODE)
        trial = Trial(Cells(zygote, "asking", Path(folder), Limits()))
        try:
            assert 0 == trial.student.asked()
        finally:
            trial.close()
            zygote.close()
