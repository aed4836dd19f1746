"""Finds out where the student's code hangs: at its limit of CPU time the cell looks at itself, and tells. Sandbox only.

A timer of the kernel counts CPU time, so that a busy machine changes nothing (``man setitimer``). When it is over, the
stack is looked at some more times. The deepest call that is there each time is the one that does not end, and of it the
innermost loop that it never left is named by its first line: so it is the same line in every run, wherever in the loop
the moment fell.
"""

from __future__ import annotations

import dis
import signal
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from threading import get_ident
from types import CodeType, FrameType

from grader.sandbox.virtual import world

LOOKS = 20
TICK = 0.004
"""Seconds of CPU time between two looks; the kernel counts in steps of about that."""
SOON = 0.25
"""Seconds of CPU time after which a place is recognised at which tests have hung before."""
MAX_FRAMES = 12
JUMPS = {*dis.hasjrel, *dis.hasjabs}

Place = tuple[str, int, str]
"""File, line and function."""
Stack = list[tuple[FrameType, int, int]]
"""The frames of a thread, the outermost first, with the instruction and the line that each is at."""


class Alarm:
    """Calls ``tell`` with where the code is, and whether it has been recognised, when its time is over. Not while it is
    ``speaking``.
    """

    def __init__(self, folder: str, tell: Callable[[list[Place], bool], None], speaking: Callable[[], bool]) -> None:
        self._folder = folder
        self._tell = tell
        self._speaking = speaking
        self._left = 0.0
        self._known: frozenset[tuple[str, int]] = frozenset()
        self._looks: list[dict[int, Stack]] = []
        signal.signal(signal.SIGPROF, self._ring)

    def allow(self, seconds: float) -> None:
        """From now on the code may use so much CPU time."""
        self._looks, self._known, self._left = [], frozenset(), seconds
        signal.setitimer(signal.ITIMER_PROF, seconds)

    def know(self, places: Iterable[tuple[str, int]]) -> None:
        """At these files and lines it has hung before: look soon whether it does again."""
        self._known = frozenset((file, line) for file, line in places)
        if self._known and self._left > SOON:
            self._left -= SOON
            signal.setitimer(signal.ITIMER_PROF, SOON)

    def _ring(self, _signal: int, frame: FrameType | None) -> None:
        if not self._speaking():
            self._looks.append(_running(frame))
        if len(self._looks) < LOOKS:
            signal.setitimer(signal.ITIMER_PROF, TICK)
            return
        places = endless(self._looks, self._folder)
        self._looks = []
        again = bool(places) and places[-1][:2] in self._known
        if again or not self._known:
            self._tell(places, again)
        self._known = frozenset()
        signal.setitimer(signal.ITIMER_PROF, self._left)


def own_places(top: FrameType | None, folder: str) -> list[Place]:
    """Where in the student's files a thread is, the outermost call first."""
    return [_place(frame, line, folder) for frame, _, line in _stack(top) if _is_own(frame, folder)][-MAX_FRAMES:]


def endless(looks: list[dict[int, Stack]], folder: str) -> list[Place]:
    """The student's calls that were there each time, the last one at the head of the loop that it was in."""
    often = Counter(thread for look in looks for thread in look).most_common(1)
    stacks = [look[often[0][0]] for look in looks if often[0][0] in look] if often else []
    common = [level for level in zip(*stacks, strict=False) if all(one[0] is level[0][0] for one in level)]
    own = [level for level in common if _is_own(level[0][0], folder)]
    places = [_place(level[0][0], min(line for _, _, line in level), folder) for level in own]
    if own and own[-1] is common[-1]:
        frame = own[-1][0][0]
        head = loop_head(frame.f_code, {at for _, at, _ in own[-1]})
        places[-1] = _place(frame, head or places[-1][1], folder)
    return places[-MAX_FRAMES:]


def loop_head(code: CodeType, at: Collection[int]) -> int | None:
    """The first line of the innermost loop that has all these instructions in it."""
    steps = list(dis.get_instructions(code))
    loops = [(step.argval, step.offset) for step in steps if step.opcode in JUMPS and step.argval <= step.offset]
    around = [(first, last) for first, last in loops if all(first <= one <= last for one in at)]
    if not around:
        return None
    first, last = min(around, key=lambda loop: loop[1] - loop[0])
    inside = (step.positions.lineno for step in steps if first <= step.offset <= last and step.positions)
    return min((line for line in inside if line is not None), default=None)


def _running(interrupted: FrameType | None) -> dict[int, Stack]:
    """The stacks of all threads but those that wait for their turn: of one, as a rule."""
    tops = {**sys._current_frames(), get_ident(): interrupted}
    return {thread: _stack(top) for thread, top in tops.items() if top and top.f_code.co_filename != world.__file__}


def _stack(top: FrameType | None) -> Stack:
    found: Stack = []
    while top is not None:
        found.append((top, top.f_lasti, top.f_lineno or 0))
        top = top.f_back
    return found[::-1]


def _is_own(frame: FrameType, folder: str) -> bool:
    return frame.f_code.co_filename.startswith(folder + "/")


def _place(frame: FrameType, line: int, folder: str) -> Place:
    return frame.f_code.co_filename.removeprefix(folder + "/"), line, frame.f_code.co_name
