"""Where the memory of a process lies: at the same addresses in every run, if the kernel allows (``man personality``).

Python's sets ask objects for their hash, and what has none of its own gives its address. So a student's code that goes
through a set of its own objects would do so in another order in each run, and might pass in one and fail in another.

Random addresses make an attack by broken memory harder; there the attacker runs whatever code they like as it is.
Docker's default profile forbids this call.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from grader.sandbox.rights import system

ADDR_NO_RANDOMIZE = 0x0040000
ASK = 0xFFFFFFFF


@contextmanager
def the_same() -> Iterator[None]:
    """Programs that this thread starts meanwhile are laid out as always; this process stays as it is."""
    before = None
    with suppress(OSError):
        before = system.personality(ASK)
        system.personality(before | ADDR_NO_RANDOMIZE)
    try:
        yield
    finally:
        if before is not None:
            system.personality(before)


def are_the_same() -> bool:
    """Whether the kernel lets us."""
    try:
        before = system.personality(ASK)
        system.personality(before | ADDR_NO_RANDOMIZE)
        system.personality(before)
    except OSError:
        return False
    return True
