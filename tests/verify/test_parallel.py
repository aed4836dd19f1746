"""The gate with several processes: when it is asked to end, all of them end."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import children, ends

ROOT = Path(__file__).parents[2]
PATIENCE = 60
"""Seconds until a process that does not end is a failure; a hang is what is looked for here."""


@pytest.mark.linux
def test_the_workers_end_with_the_command() -> None:
    """Exit code 3, and none of the workers, or of their children, goes on."""
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", "verify", "--jobs", "2", "--course", str(ROOT), "tokens", "circuit_breaker"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while sum(bool(children(worker)) for worker in children(process.pid)) < 2:  # both have a zygote of their own
        assert process.poll() is None, "it ended before it could be stopped"
        select.select([], [], [], 0.05)
    kin = ends(process.pid)
    process.send_signal(signal.SIGTERM)
    assert 3 == process.wait(PATIENCE)
    for descriptor in kin:
        assert [descriptor] == select.select([descriptor], [], [], PATIENCE)[0]
        os.close(descriptor)
