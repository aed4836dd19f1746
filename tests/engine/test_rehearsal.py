"""The conversation that the zygote holds with itself: all of it takes place, and nothing of it is left."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from grader.harness.trial import Trial

ROOT = Path(__file__).resolve().parents[2]
SAID = """
from grader.sandbox.wire import http
from grader.sandbox.virtual import event_loop
from grader.sandbox.process import rehearsal
from grader.sandbox.virtual import threads
from grader.sandbox.virtual import world
from grader.sandbox.wire.frames import Frames

here = world.World(1767603600.0)
world.install(here)
threads.install(here)
event_loop.install(here)
http.install(here)
send = Frames.send
def shown(frames, message):
    print(message["type"], *message.get("error", {}).get("names", [])[:1])
    send(frames, message)
Frames.send = shown
rehearsal.ROUNDS = 1
rehearsal.rehearse(here)
"""
ROUND = """answer
callback
answer
callback
raised ConnectionError
http
answer
http
answer
raised Refused
http
answer
answer
"""


def test_is_answered_word_for_word() -> None:
    """An answer that fails would prepare nothing, and nobody would notice."""
    said = subprocess.run(
        [sys.executable, "-W", "error", "-c", SAID], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ("answer\n" * 3 + ROUND * 2, "") == (said.stdout, said.stderr)


def test_leaves_no_module_and_no_folder(begin: Callable[..., Trial]) -> None:
    """A student's own part.py is theirs, and so is ``import part`` without one an error."""
    trial = begin("""
        import sys
        def left(): return [name for name in sys.modules if name == "part" or name.endswith(".part")]
        def folders(): return [path for path in sys.path if "stage" in path]
    """)
    assert [] == trial.student.left()
    assert [] == trial.student.folders()


def test_leaves_the_clock_and_the_threads_as_they_were(begin: Callable[..., Trial]) -> None:
    """Every cell begins at the same moment, with one thread, and with no event event_loop."""
    trial = begin("""
        import asyncio, threading, time
        def moment(): return time.time()
        def threads(): return threading.active_count()
        def loop():
            try: return asyncio.get_running_loop() is not None
            except RuntimeError: return False
    """)
    assert 1767603600.0 == trial.student.moment()
    assert 1 == trial.student.threads()
    assert False is trial.student.loop()


def test_does_not_keep_the_same_name_from_the_student(begin: Callable[..., Trial]) -> None:
    """What lies beside the submission is what it imports."""
    trial = begin("import part\ndef whose(): return part.WHOSE", {"part": "WHOSE = 'mine'"})
    assert "mine" == trial.student.whose()
