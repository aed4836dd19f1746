"""Namespaces: entered where that can be done wholly, and not begun where it can't."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from corpus import elsewhere

from grader.sandbox.rights import namespaces, system

pytestmark = pytest.mark.linux


def told(work: Callable[[], str]) -> str:
    """What ``work`` says in a child, for it can't be taken back; there root is an ordinary user."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            if os.getuid() == 0:
                elsewhere.become(elsewhere.ORDINARY)
                system.prctl(system.PR_SET_DUMPABLE, 1)  # changing identity has cleared it
            os.write(write, work().encode())
        finally:
            os._exit(0)
    os.close(write)
    os.waitpid(pid, 0)
    with os.fdopen(read) as pipe:
        return pipe.read()


def identity() -> str:
    """Who this process is, and in which user namespace."""
    return f"{os.getuid()} {Path('/proc/self/ns/user').readlink()}"


def half_forbidden() -> str:
    """Let a user namespace be entered, but nobody be mapped into it, as Ubuntu's AppArmor does; then enter."""
    system.prctl(system.PR_SET_DUMPABLE, 0)  # its files in /proc are root's then
    entered = namespaces.enter()
    system.prctl(system.PR_SET_DUMPABLE, 1)
    return f"{entered} {identity()}"


def test_a_user_namespace_that_is_good_for_nothing_is_not_entered() -> None:
    """There the grader's user would be nobody, and the probe would take a cell for another user."""
    outside = told(identity)
    assert outside.startswith(f"{os.getuid() or elsewhere.ORDINARY} ")
    assert f"() {outside}" == told(half_forbidden)


def test_the_user_stays_who_it_is() -> None:
    """Whatever was entered."""
    who = told(lambda: f"{namespaces.enter() and None} {os.getuid()}").split()[-1]
    assert str(os.getuid() or elsewhere.ORDINARY) == who


def test_a_child_that_fails_is_seen_to_fail() -> None:
    """Whatever it raises."""

    def fails() -> None:
        raise ZeroDivisionError

    assert not namespaces._succeeds(fails)
