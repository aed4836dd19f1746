"""What a cell does not even inherit, whichever layers there are: the grader's terminal and process group."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from grader.harness.processes.zygote_client import Zygote

pytestmark = pytest.mark.linux

IN_A_TERMINAL = """
import os, sys, tempfile
from pathlib import Path
from grader.course.model import Limits
from grader.harness.processes.cells import Cells
from grader.harness.trial import Trial
from grader.harness.processes.zygote_client import Zygote

os.close(os.open("/dev/tty", os.O_RDWR))  # this process has one
zygote = Zygote(without=["landlock", "seccomp"])
with tempfile.TemporaryDirectory() as folder:
    Path(folder, "work.py").write_text(
        "import os\\ndef tty():\\n    try:\\n        os.open('/dev/tty', os.O_WRONLY)\\n"
        "    except OSError as error:\\n        return error.strerror\\n"
    )
    limits = Limits(wall_seconds=20, cpu_seconds=20, import_seconds=20, memory_mib=256, output_kib=4, message_kib=64,
                    topic_seconds=60)
    trial = Trial(Cells(zygote, "work", Path(folder), limits))
    print("a cell says:", trial.student.tty())
    trial.close()
zygote.close()
"""


def test_a_cell_has_no_terminal_whatever_layers_are_missing() -> None:
    """Not even one that may open every file: what it wrote there could be anything, with our colours and title."""
    ours, theirs = pty.openpty()
    code = f"import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n{IN_A_TERMINAL}"
    process = subprocess.run(
        [sys.executable, "-c", code], stdin=theirs, capture_output=True, text=True, start_new_session=True, timeout=120
    )
    os.close(theirs)
    os.close(ours)
    assert "a cell says: No such device or address\n" == process.stdout, process.stderr


def test_a_cell_is_in_no_group_with_the_grader(zygote: Zygote) -> None:
    """A signal to its own group, where nothing forbids one, does not end the grader."""
    assert os.getpgid(0) != os.getpgid(zygote._process.pid)
