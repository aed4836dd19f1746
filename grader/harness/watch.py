"""Whether the runner has been running while it waited: a machine that slept has let nobody's time run out. The harness
only.
"""

from __future__ import annotations

import math
import time

LOOK = 0.5
"""Seconds: so often does this side look up while it waits."""
STANDSTILL = 2.0
"""Seconds without a look up and without work of this side's own, after which it has not been running: suspended,
frozen, starved. Its work is not counted, or a message that takes long to read would pass for a machine that sleeps."""
STOOD_STILL = (
    "this machine stood still in the middle of the test, so nobody knows how long it took; run the same command again"
)


class Watch:
    """Whether this side has looked at its cells all the time. If it has not, one whose time is over may have had none.

    One for all processes of a test, which wait for each other.
    """

    def __init__(self) -> None:
        self._looked = time.monotonic()
        self._worked = time.process_time()
        self._stood_still = -math.inf

    def look(self) -> float:
        """Look up; the moment."""
        now, worked = time.monotonic(), time.process_time()
        if (now - self._looked) - (worked - self._worked) > STANDSTILL:
            self._stood_still = now
        self._looked, self._worked = now, worked
        return now

    def stood_still_since(self, moment: float) -> bool:
        """Whether this side stood still after that moment."""
        return self._stood_still > moment
