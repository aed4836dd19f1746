"""Every cell begins with the same memory: what came before it does not show."""

from __future__ import annotations

import errno
import os
import random
import signal
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

from grader.course.model import Limits
from grader.errors import GraderFault
from grader.harness.processes import zygote_client as zygote_module
from grader.harness.processes.cells import Cells
from grader.harness.processes.zygote_client import Zygote
from grader.harness.trial import Trial
from grader.harness.verdicts import CellLost
from grader.sandbox.process.fork_template import Origin
from grader.sandbox.rights import addresses, system
from tests.processes import children

ORDERS = """
    class Server:
        def __init__(self, number): self.number = number
    def of_objects(size): return [server.number for server in {Server(number) for number in range(size)}]
    def of_classes(size): return [int(kind.__name__) for kind in {type(f"{number}", (), {}) for number in range(size)}]
    def of_functions(size): return [f() for f in {(lambda number=number: number) for number in range(size)}]
"""

pytestmark = pytest.mark.linux


@pytest.fixture
def begun(submission: Path) -> Callable[[Zygote], Trial]:
    """Begins a trial of the code above, always in the same file: the length of its name shows in where objects lie."""
    (submission / "work.py").write_text(textwrap.dedent(ORDERS))
    return lambda zygote: Trial(Cells(zygote, "work", submission, Limits()))


@pytest.mark.parametrize("of", ["of_objects", "of_classes", "of_functions"])
@pytest.mark.parametrize("size", [5, 400])
def test_a_set_has_the_same_order_in_each_cell(zygote: Zygote, begun: Any, of: str, size: int) -> None:
    """Whatever cells there were before it, and in whatever order they ended."""
    chance = random.Random(3)
    orders, alive = [], []
    for _ in range(12):
        alive.append(begun(zygote))
        orders.append(getattr(alive[-1].student, of)(size))
        chance.shuffle(alive)
        while len(alive) > chance.randrange(4):
            alive.pop().close()
    for trial in alive:
        trial.close()
    assert [orders[0]] * 12 == orders


def test_a_set_has_the_same_order_in_each_run(begun: Any) -> None:
    """Whatever addresses the kernel would have given."""
    if not addresses.are_the_same():
        if os.environ.get("CI"):
            pytest.fail("CI forbids to fix addresses (personality)")
        pytest.skip("this machine forbids to fix addresses (personality)")
    orders = []
    for _ in range(3):
        zygote = Zygote()
        trial = begun(zygote)
        orders.append(trial.student.of_objects(100))
        trial.close()
        zygote.close()
    assert [orders[0]] * 3 == orders


def test_this_process_keeps_its_random_addresses() -> None:
    """Only what it starts meanwhile has others."""
    if not addresses.are_the_same():
        pytest.skip("this machine forbids to fix addresses (personality)")
    before = system.personality(addresses.ASK)
    with addresses.the_same():
        assert before | addresses.ADDR_NO_RANDOMIZE == system.personality(addresses.ASK)
    assert before == system.personality(addresses.ASK)


def test_without_its_origin_the_zygote_ends() -> None:
    """As a grader's fault: there are no cells any more."""
    zygote = Zygote()
    zygote.probe()
    (inside,) = children(zygote._process.pid) if "pid" in (zygote._namespaces or ()) else [zygote._process.pid]
    os.kill(children(inside)[0], signal.SIGKILL)
    zygote._process.wait(30)
    with pytest.raises(GraderFault, match="has gone"):
        zygote.probe()
    zygote.close()


KILLED_AT_BIRTH = """
    import os, signal, sys
    sys.path.insert(0, {root!r})
    from grader.sandbox.process import fork_template
    from grader.sandbox.process import zygote
    from grader.sandbox.rights import system

    def kill_if_told():
        if os.path.exists({flag!r}):
            os.kill(os.getpid(), signal.SIGKILL)

    def before_its_order(place, copy=system.copy_beside):
        copied = copy(place)
        if copied == 0:
            kill_if_told()
        return copied

    def after_its_order(number=fork_template._number_outside):
        kill_if_told()
        return number()

    {place} = {how}
    zygote.main()
"""


@pytest.mark.parametrize(
    ("place", "how"), [("system.copy_beside", "before_its_order"), ("fork_template._number_outside", "after_its_order")]
)
def test_a_copy_that_is_killed_before_it_tells_its_number_is_missed_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: Any, place: str, how: str
) -> None:
    """It was waited for for ever: as when memory is short in that very moment."""
    script, flag, root = tmp_path / "zygote.py", tmp_path / "flag", Path(__file__).resolve().parents[2]
    script.write_text(textwrap.dedent(KILLED_AT_BIRTH.format(root=str(root), flag=str(flag), place=place, how=how)))
    monkeypatch.setattr(zygote_module, "SCRIPT", script)
    zygote = Zygote()
    first = begun(zygote)
    assert [0] == first.student.of_objects(1)
    flag.touch()
    with pytest.raises(CellLost, match="has gone"):
        begun(zygote).student.of_objects(1)
    first.close()
    zygote.close()


def copied(order: bytes, descriptors: list[int]) -> NoReturn:
    """What copies do here: tell who their parent is, and what they were told."""
    os.write(descriptors[0], b"%d %s" % (os.getppid(), order))
    os._exit(0)


def told_in_time(_: int) -> bool:
    """Nothing kills these copies."""
    return True


@pytest.fixture
def told() -> Iterator[tuple[int, int]]:
    """A pipe."""
    read, write = os.pipe()
    yield read, write
    os.close(read)
    os.close(write)


def buried(origin: Origin) -> None:
    """It ends when nobody can ask it any more."""
    origin._orders.close()
    os.close(origin._bell)
    assert (origin.pid, 0) == os.waitpid(origin.pid, 0)


def test_copies_are_children_of_who_asked(told: tuple[int, int]) -> None:
    """So that it knows how they end."""
    read, write = told
    origin = Origin(copied, [])
    for order in (b"one", b"another"):
        pid, _ = origin.copy(order, [write, write], told_in_time)
        assert b"%d %s" % (os.getpid(), order) == os.read(read, 100)
        assert (pid, 0) == os.waitpid(pid, 0)
    buried(origin)


SIGNALLED = """
    import signal, threading
    heard = []
    signal.signal(signal.SIGUSR1, lambda *_: heard.append(True))
    def signals_from_a_thread():
        main = threading.main_thread().ident
        thread = threading.Thread(target=lambda: signal.pthread_kill(main, signal.SIGUSR1))
        thread.start()
        thread.join()
        return heard
"""


def test_a_copy_s_threads_can_be_signalled(begin: Any) -> None:
    """By the number that it has, not by the origin's."""
    assert [True] == begin(SIGNALLED).student.signals_from_a_thread()


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOSYS])
def test_where_the_system_can_not_the_zygote_copies_itself(
    told: tuple[int, int], monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """As on macOS and in gVisor."""
    read, write = told
    monkeypatch.setattr(system, "copy_beside", lambda _: refuse(number))
    origin = Origin(copied, [])
    for order in (b"one", b"another"):
        pid, _ = origin.copy(order, [write, write], told_in_time)
        assert b"%d %s" % (os.getpid(), order) == os.read(read, 100)
        assert (pid, 0) == os.waitpid(pid, 0)
    buried(origin)


def test_a_full_machine_is_told(monkeypatch: pytest.MonkeyPatch, told: tuple[int, int]) -> None:
    """And is no reason to do without."""
    monkeypatch.setattr(system, "copy_beside", lambda _: refuse(errno.EAGAIN))
    origin = Origin(copied, [])
    for _ in range(2):
        with pytest.raises(BlockingIOError):
            origin.copy(b"one", [told[1], told[1]], told_in_time)
    buried(origin)


def refuse(number: int) -> NoReturn:
    """As the kernel does."""
    raise OSError(number, os.strerror(number))
