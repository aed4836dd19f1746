"""What ends a run from outside: Ctrl-C, a closed terminal, a CI job's time-out. The command line's start only.

Each of them becomes an exception, so that every folder and process of the run is cleaned up on the way out.
"""

from __future__ import annotations

import signal
from types import FrameType


class Stopped(KeyboardInterrupt):
    """A signal has asked for the end. It passes everything that Ctrl-C passes, pytest's own handling included."""


def stop_on_signals() -> None:
    """Turn the signals that ask for an end into ``Stopped``.

    One that is ignored stays so: that is what ``nohup``, and a shell for its background jobs, have asked for.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, _stop)


def _stop(number: int, _: FrameType | None) -> None:
    """Stop; and let a second signal, of an impatient hand, not break off the cleaning up."""
    for other in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(other, signal.SIG_IGN)
    raise Stopped(signal.Signals(number).name)
