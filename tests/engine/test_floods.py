"""What a cell sends to tire or to stop the runner: each test of these would hang, or fill its memory."""

from __future__ import annotations

from typing import Any

import pytest

from grader.harness.verdicts import CellCrashed, CellTimedOut

CODE = """
    import _thread, json, os, select, socket

    def line():
        for number in range(3, 64):
            try: found = socket.socket(fileno=os.dup(number))
            except OSError: continue
            if found.type == socket.SOCK_STREAM: return found

    def sends_an_urgent_byte():
        line().send(b"!", socket.MSG_OOB)
        select.poll().poll()
    def asks_for_ever(length):
        message = {"type": "callback", "callback": 0, "args": ["x" * length], "kwargs": [], "now": 0.0, "sleeps": []}
        body = json.dumps(message).encode()
        connection = line()
        _thread.start_new_thread(lambda: [None for _ in iter(lambda: connection.recv(1 << 16), b"")], ())
        while True: connection.sendall(len(body).to_bytes(4, "big") + body)
    def with_function(function, length): asks_for_ever(length)
"""


@pytest.mark.linux
def test_a_byte_out_of_band_stops_nobody(begin: Any) -> None:
    """It looks like something to read, and there is nothing."""
    with pytest.raises(CellTimedOut):
        begin(CODE, wall_seconds=0.3).student.sends_an_urgent_byte()


def test_what_a_test_may_be_sent_is_bounded(begin: Any) -> None:
    """It keeps what its function was called with: 8 MiB of it, not whatever fits into the time."""
    kept: list[str] = []
    with pytest.raises(CellCrashed, match="more than 8192 KiB in one test"):
        begin(CODE, wall_seconds=60).student.with_function(kept.append, 200_000)
    assert 8 << 20 > sum(map(len, kept)) > 7 << 20
