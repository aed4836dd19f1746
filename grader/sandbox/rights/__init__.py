"""The rights a cell gives up before it sees a line of the student's code: the dangerous path, as a checklist.

Each step is a module with one job. What a step can't do here (another kernel, another system, a container's rules) it
leaves undone; ``probe`` then finds out by trying, and the result says which rights held.

A cell lives for milliseconds, and after a fork every page that Python touches has to be copied first. So whatever does
not depend on the cell is done once, by the zygote: ``prepare``. Measured: half of a cell's page faults were in these
steps.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from grader.sandbox.rights import identity, landlock, limits, seccomp


@dataclass(frozen=True)
class Spec:
    """What one cell may keep. ``read`` and ``write`` are paths; ``memory`` in bytes, times in whole seconds.

    Its threads are counted as those of ``uid``, or of ``counted_as`` where it can't be another user.
    """

    read: tuple[str, ...]
    write: tuple[str, ...]
    cpu_seconds: int
    memory: int
    uid: int | None
    counted_as: int | None = None


@dataclass(frozen=True)
class Prepared:
    """What all cells have in common; None for a layer that this machine does not have or that is left out.

    ``own_users``: whether the cells' users are counted apart from those outside, as in a user namespace.
    """

    files: landlock.Base | None
    calls: seccomp.Filter | None
    mapped: int
    own_users: bool


def prepare(read: Iterable[str], without: Collection[str], entered: Collection[str]) -> Prepared:
    """In the zygote, when everything is loaded: give up what the zygote does not need either.

    ``read``: the libraries, which every cell may read. ``without`` leaves layers out, so that tests can show that each
    of the others holds alone. ``entered``: the namespaces that the zygote is in.
    """
    limits.apply_common()
    identity.drop_bounding_set()
    identity.no_new_privileges()
    files = calls = None
    if "landlock" not in without:
        with contextlib.suppress(OSError):  # not on this kernel: the probe will say so
            files = landlock.base(read)
    if "seccomp" not in without:
        with contextlib.suppress(OSError):  # not on this kernel: the probe will say so
            calls = seccomp.build()
    return Prepared(files, calls, limits.mapped(), "user" in entered)


def give_up(prepared: Prepared, spec: Spec) -> None:
    """In a cell: give up everything, in the only order that works. Each step needs a right that a later one takes."""
    identity.die_with_parent()
    alone = prepared.own_users or spec.uid is not None or spec.counted_as is not None
    limits.apply(spec.cpu_seconds, prepared.mapped + spec.memory, alone)
    identity.become(spec.uid)
    identity.count_as(spec.counted_as)
    identity.drop_capabilities()
    if prepared.files is not None:
        landlock.restrict(prepared.files, spec.read, spec.write)
    if prepared.calls is not None:
        seccomp.restrict(prepared.calls)
