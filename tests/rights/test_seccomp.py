"""The filter of system calls, on both machines: exactly the calls of the table, by the numbers that the kernel gives
them, and those with arguments only as far as they stay inside the cell.
"""

from __future__ import annotations

import errno
import socket
from pathlib import Path

import pytest

from grader.sandbox.rights import seccomp
from grader.sandbox.rights.calls import ALLOWED, CHECKED, numbers

from .bpf import verdict

MACHINES = ("x86_64", "aarch64")
TABLE = (Path(__file__).parent / "system_calls.txt").read_text("ascii")
KERNEL = "\n".join(line for line in TABLE.splitlines() if not line.startswith("#"))
REFUSED = seccomp.FAIL | errno.EPERM
PID = 4711
LARGEST = 1024


def judged(machine: str, name: str, *arguments: int) -> int:
    """The filter's verdict on a call by that name."""
    number = numbers(KERNEL, machine)[name]
    return verdict(seccomp.program(machine, PID), seccomp.AUDIT[machine], number, arguments)


@pytest.mark.parametrize("machine", MACHINES)
def test_the_numbers_are_the_kernel_s(machine: str) -> None:
    """For every call that is let through."""
    known = numbers(KERNEL, machine)
    ours = {**numbers(ALLOWED, machine), **numbers(CHECKED, machine)}
    assert {name: known.get(name) for name in ours} == ours


@pytest.mark.parametrize("machine", MACHINES)
def test_no_call_is_left_out_that_the_machine_has(machine: str) -> None:
    """A dash stands only where there is no such call."""
    ours = {**numbers(ALLOWED, machine), **numbers(CHECKED, machine)}
    named = {**numbers(ALLOWED, "x86_64"), **numbers(CHECKED, "x86_64")}
    assert set(named) & set(numbers(KERNEL, machine)) == set(ours)


@pytest.mark.parametrize("machine", MACHINES)
def test_every_other_number_is_refused(machine: str) -> None:
    """Those too that no kernel has yet."""
    program = seccomp.program(machine, PID)
    ours = {**numbers(ALLOWED, machine), **numbers(CHECKED, machine)}
    others = set(range(LARGEST)) - set(ours.values())
    assert {REFUSED} == {verdict(program, seccomp.AUDIT[machine], number) for number in others}


@pytest.mark.parametrize("machine", MACHINES)
def test_what_needs_no_look_at_its_arguments_is_allowed(machine: str) -> None:
    """Whatever they are."""
    found = {judged(machine, name, *[2**64 - 1] * 6) for name in numbers(ALLOWED, machine)}
    assert {seccomp.ALLOW} == found


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("openat", (2**64 - 100, 0x1000, 0o1102, 0o777)),
        ("clone", (0x3D0F00,)),
        ("clone", (0x7D0F00,)),
        ("socketpair", (1, 1)),
        ("socketpair", (1, 5 | socket.SOCK_CLOEXEC)),
        ("sendto", (3, 0x1000, 5, 0x4000, 0, 0)),
        ("kill", (PID, 15)),
        ("tgkill", (PID, PID + 1, 6)),
        ("prlimit64", (0, 7, 0, 0x1000)),
        ("prctl", (15, 0x1000)),
        ("fcntl", (3, 1030, 9)),
        ("ioctl", (3, 0x5421)),
    ],
)
def test_is_allowed(machine: str, name: str, arguments: tuple[int, ...]) -> None:
    """What threads, pairs of sockets and files of one's own need."""
    assert seccomp.ALLOW == judged(machine, name, *arguments)


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("openat", (2**64 - 100, 0x1000, 0o1102, 0o4755)),
        ("openat", (2**64 - 100, 0x1000, 0o1102, 0o2755)),
        ("clone", (17,)),
        ("clone", (0x3D0F00 | 0x10000000,)),
        ("clone", (0x3D0F00 | 0x00020000,)),
        ("clone", (0x4000 | 0x100 | 17,)),
        ("socketpair", (1, 2)),
        ("socketpair", (1, 2 | socket.SOCK_CLOEXEC)),
        ("socketpair", (1, 3)),
        ("socketpair", (2, 1)),
        ("sendto", (3, 0x1000, 5, 0, 0x1000, 16)),
        ("sendto", (3, 0x1000, 5, 0, 0x700000000, 16)),
        ("kill", (0, 9)),
        ("kill", (2**64 - 1, 9)),
        ("kill", (PID + 1, 0)),
        ("tgkill", (PID + 1, PID + 1, 9)),
        ("prlimit64", (0, 7, 0x1000, 0)),
        ("prlimit64", (0, 7, 0x700000000, 0)),
        ("prctl", (1, 0)),
        ("prctl", (4, 1)),
        ("prctl", (22, 2)),
        ("openat", (2**64 - 100, 0x1000, 0o1000, 0)),
        ("fcntl", (3, 5, 0x1000)),
        ("fcntl", (3, 8, 1)),
        ("fcntl", (3, 10, 9)),
        ("ioctl", (0, 0x5412)),
    ],
)
def test_is_refused(machine: str, name: str, arguments: tuple[int, ...]) -> None:
    """The same calls with arguments that reach out of the cell."""
    assert REFUSED == judged(machine, name, *arguments)


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(("name", "arguments"), [("kill", (PID, 9)), ("tgkill", (PID, PID + 1, 9))])
def test_nobody_kills_itself_as_somebody_else_would(machine: str, name: str, arguments: tuple[int, ...]) -> None:
    """SIGKILL is for others to send: who sends it to itself ends by SIGSYS, and so can be told from who was killed."""
    assert seccomp.KILL_PROCESS == judged(machine, name, *arguments)


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("command", [6, 7])
def test_a_lock_is_granted_and_not_set(machine: str, command: int) -> None:
    """F_SETLK, F_SETLKW: honest code goes on, and no other cell can find it."""
    assert seccomp.FAIL == judged(machine, "fcntl", 3, command, 0x1000)


@pytest.mark.parametrize("machine", MACHINES)
def test_clone3_is_not_there(machine: str) -> None:
    """So that the C library uses clone, whose flags can be read."""
    assert seccomp.FAIL | errno.ENOSYS == judged(machine, "clone3", 0x1000, 88)


def test_open_is_checked_as_openat_is() -> None:
    """Where it exists."""
    assert REFUSED == judged("x86_64", "open", 0x1000, 0o1102, 0o4755)
    assert seccomp.ALLOW == judged("x86_64", "open", 0x1000, 0o1102, 0o777)


@pytest.mark.parametrize(("machine", "other"), [MACHINES, MACHINES[::-1]])
def test_another_architecture_s_calls_end_the_process(machine: str, other: str) -> None:
    """Its numbers mean other calls."""
    program = seccomp.program(machine, PID)
    for audit in (seccomp.AUDIT[other], 0x40000003, 0x40000028):  # the last two: i386, arm
        assert seccomp.KILL_PROCESS == verdict(program, audit, numbers(KERNEL, machine)["read"])


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("number", [0x40000000, 0x40000001, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF])
def test_a_number_of_the_x32_table_ends_the_process(machine: str, number: int) -> None:
    """And every larger one."""
    program = seccomp.program(machine, PID)
    assert seccomp.KILL_PROCESS == verdict(program, seccomp.AUDIT[machine], number)


@pytest.mark.parametrize("machine", MACHINES)
def test_every_jump_stays_in_the_program(machine: str) -> None:
    """And every way ends in a verdict, as the kernel demands of a filter."""
    program = seccomp.program(machine, PID)
    for at, (code, if_so, if_not, _) in enumerate(program):
        if code not in (seccomp.RETURN, seccomp.LOAD_WORD):
            assert at + 1 + max(if_so, if_not) < len(program)
            assert max(if_so, if_not) < 256
    assert seccomp.RETURN == program[-1][0]
