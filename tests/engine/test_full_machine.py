"""A machine that has no room for one more process: the zygote lives on, and nobody's code is blamed."""

from __future__ import annotations

import errno
import json
import os
import signal
import socket
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

import pytest

from grader.harness.processes.zygote_client import End
from grader.harness.verdicts import CellLost
from grader.sandbox.process.zygote import Zygote

NO_ROOM = OSError(errno.EAGAIN, "Resource temporarily unavailable")


class Full:
    """The origin of cells on such a machine."""

    pid = -1

    def copy(self, _order: bytes, _descriptors: list[int], _wait: object) -> NoReturn:
        """What it does there."""
        raise NO_ROOM

    def keep_out(self, descriptors: Iterable[int]) -> None:
        """The zygote's own."""
        self.kept_out = tuple(descriptors)


@pytest.fixture
def control() -> Iterator[tuple[socket.socket, Zygote]]:
    """The runner's end of the socket to a zygote of this process, which can't fork."""
    before = signal.getsignal(signal.SIGCHLD)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    origin = Full()
    zygote = Zygote(theirs, origin)  # type: ignore[arg-type] # all that it needs
    with ours, theirs:
        yield ours, zygote
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, before)
    for descriptor in origin.kept_out:
        os.close(descriptor)


def test_the_zygote_says_so_and_lives_on(control: tuple[socket.socket, Zygote]) -> None:
    """The cell's ends of its socket and pipe are closed, so that nobody waits at the others."""
    runner, zygote = control
    for number in (1, 2):
        read, write = os.pipe()
        socket.send_fds(runner, [json.dumps({"fork": number}).encode()], [write, write])
        os.close(write)
        assert zygote._take()
        assert {"gone": number, "refused": NO_ROOM.strerror} == json.loads(runner.recv(1000))
        assert b"" == os.read(read, 1)
        os.close(read)


def test_the_test_has_no_verdict(begin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not the student's fault, and the reason is told."""
    trial = begin("import os\ndef leaves(): os._exit(0)\n")
    assert trial.student.leaves
    monkeypatch.setattr(trial._cells.zygote, "end_of", lambda _: End(refused=str(NO_ROOM.strerror)))
    with pytest.raises(CellLost, match="no process could be begun for the test: Resource"):
        trial.student.leaves()
    assert "no process could be begun" in trial.lost
