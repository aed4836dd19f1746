"""The rights a cell gives up before it sees a line of the student's code: the dangerous path, as a checklist.

Each step is a module with one job. What a step can't do here (another kernel, another system, a container's rules) it
leaves undone; ``probe`` then finds out by trying, and the result says which rights held. Sandbox only, except that the
trusted side reads what ``probe`` reports.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from grader.sandbox.rights import identity, landlock, limits, seccomp


@dataclass(frozen=True)
class Spec:
    """What one cell may keep. ``read`` and ``write`` are paths; sizes are in bytes, times in whole seconds."""

    read: tuple[str, ...]
    write: tuple[str, ...]
    cpu_seconds: int
    memory: int
    uid: int | None
    without: frozenset[str] = frozenset()


def give_up(spec: Spec) -> None:
    """Give up everything, in the only order that works: each step needs a right that a later one takes.

    ``without`` leaves steps out, so that tests can show that each layer holds alone.
    """
    identity.die_with_parent()
    limits.apply(spec.cpu_seconds, spec.memory)
    if "uid" not in spec.without:
        identity.become(spec.uid)
    identity.drop_capabilities()
    identity.no_new_privileges()
    if "landlock" not in spec.without:
        with contextlib.suppress(OSError):  # not on this kernel: the probe will say so
            landlock.restrict(spec.read, spec.write)
    if "seccomp" not in spec.without:
        with contextlib.suppress(OSError):  # not on this kernel: the probe will say so
            seccomp.restrict()
