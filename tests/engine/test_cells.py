"""One cell and its limits: how it ends, what it leaves, and what it can't reach."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

from grader.errors import GraderFault
from grader.harness.processes.zygote_client import Zygote
from grader.harness.suite.remote import StudentError
from grader.harness.verdicts import CellCrashed, CellLost, CellTimedOut, ImportFailed

CODE = """
    import os, signal, sys, threading, time

    def fine(): return "fine"
    def loops():
        while True: pass
    def prints(count):
        for number in range(count): print("x" * 99)
    def prints_bytes(): sys.stdout.buffer.write(b"caf\\xe9\\n")
    def allocates(mib): return len(bytearray(mib << 20))
    def leaves(code): os._exit(code)
    def aborts(): os.abort()
    def kills_itself(number): os.kill(os.getpid(), number)
    def closes_everything():
        for number in range(3, 64):
            try: os.close(number)
            except OSError: pass
    def writes_rubbish():
        for number in range(3, 64):
            try: os.write(number, b"\\x00\\x00\\x00\\x05rubbi")
            except OSError: pass
    def claims_a_huge_frame():
        for number in range(3, 64):
            try: os.write(number, b"\\xff\\xff\\xff\\xff")
            except OSError: pass
    def answers_twice():
        body = b'{"type":"answer","value":{"value":"forged","changed":[],"place":null},"now":0,"sleeps":[]}'
        for number in range(3, 64):
            try: os.write(number, len(body).to_bytes(4, "big") + body)
            except OSError: pass
        return "real"
    def closes_its_output():
        os.close(1); os.close(2)
        return "quiet"
    def many_threads(count):
        threads = [threading.Thread(target=time.sleep, args=(1,)) for _ in range(count)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        return count
    def writes_a_large_file():
        with open("large", "wb") as file:
            for _ in range(64): file.write(bytes(1 << 20))
    def opens_many_files():
        files = [open(os.devnull) for _ in range(2000)]
        return len(files)
"""


@pytest.fixture
def student(begin: Any) -> Any:
    """The code above."""
    return begin(CODE, wall_seconds=30).student


def test_a_loop_without_end_is_stopped_at_the_limit(begin: Any) -> None:
    """Of wall-clock time."""
    with pytest.raises(CellTimedOut, match=r"the test took longer than the 0\.3 seconds"):
        begin(CODE, wall_seconds=0.3).student.loops()


def test_a_loop_without_end_is_stopped_at_the_limit_of_cpu_time(begin: Any) -> None:
    """By the kernel, should the wall-clock limit be longer."""
    with pytest.raises(CellTimedOut, match="CPU time"):
        begin(CODE, wall_seconds=60, cpu_seconds=0.5, import_seconds=0.6).student.loops()


def test_an_import_without_end_is_stopped_at_its_limit(begin: Any) -> None:
    """Which is another one."""
    with pytest.raises(CellTimedOut, match=r"importing your file took longer than the 0\.3 seconds"):
        begin("while True: pass", import_seconds=0.3).student.fine()


def test_output_within_the_limit_is_kept_whole(begin: Any) -> None:
    """And it is not said that it was cut."""
    trial = begin(CODE, output_kib=4)
    trial.student.prints(40)
    assert (4000, False) == (len(trial.output()[0]), trial.output()[1])


def test_output_that_is_no_text_is_shown_as_well_as_it_goes(begin: Any) -> None:
    """Bytes that are not UTF-8."""
    trial = begin(CODE)
    trial.student.prints_bytes()
    assert "caf\ufffd\n" == trial.output()[0]


def test_output_can_be_read_after_the_process_has_ended(begin: Any) -> None:
    """And after its trial has been closed."""
    trial = begin("def f():\n    import os\n    print('last words', flush=True)\n    os._exit(0)\n")
    with pytest.raises(CellCrashed):
        trial.student.f()
    trial.close()
    assert "last words\n" == trial.output()[0]


@pytest.mark.linux
def test_memory_is_limited(student: Any) -> None:
    """128 MiB here, on top of what the libraries take."""
    assert 64 << 20 == student.allocates(64)
    with student.raises("MemoryError"):
        student.allocates(256)
    assert "fine" == student.fine()


@pytest.mark.parametrize("code", [0, 1])
def test_ending_the_process_is_a_crash(student: Any, code: int) -> None:
    """Whatever it ends with."""
    with pytest.raises(CellCrashed, match="ended its process"):
        student.leaves(code)


@pytest.mark.parametrize(
    ("function", "arguments", "message"),
    [("aborts", (), "aborted"), ("kills_itself", (11,), "segmentation"), ("kills_itself", (15,), "signal 15")],
)
def test_a_signal_is_a_crash(student: Any, function: str, arguments: tuple[int, ...], message: str) -> None:
    """And it is said which."""
    with pytest.raises(CellCrashed, match=message):
        getattr(student, function)(*arguments)


@pytest.mark.parametrize("function", ["closes_everything", "writes_rubbish", "claims_a_huge_frame"])
def test_meddling_with_the_connection_is_a_crash(student: Any, function: str) -> None:
    """Never more than that."""
    with pytest.raises(CellCrashed):
        getattr(student, function)()


def test_a_forged_answer_changes_no_later_call(student: Any) -> None:
    """It is believed for the call that forged it, whose value it could have given anyway; then nothing fits."""
    assert "forged" == student.answers_twice()
    with pytest.raises(CellCrashed):
        student.fine()


def test_closing_its_output_hurts_nobody(student: Any) -> None:
    """There is no more output, that is all."""
    assert "quiet" == student.closes_its_output()


def test_a_hundred_threads_are_fine(student: Any) -> None:
    """They take turns."""
    assert 100 == student.many_threads(100)


def test_threads_without_number_are_refused_as_python_does(student: Any) -> None:
    """The same exception."""
    with student.raises("RuntimeError"):
        student.many_threads(1000)


@pytest.mark.linux
@pytest.mark.parametrize("function", ["writes_a_large_file", "opens_many_files"])
def test_files_are_limited(student: Any, function: str) -> None:
    """In size and number."""
    try:
        getattr(student, function)()
    except StudentError as error:
        assert "OSError" in error.names  # noqa: PT017 — SIGXFSZ is the other way in which a limit may show
    except CellCrashed:
        return
    else:
        pytest.fail("nothing was refused")


def test_an_ended_process_stays_ended(student: Any) -> None:
    """Every further use says the same."""
    with pytest.raises(CellCrashed) as first:
        student.leaves(0)
    with pytest.raises(CellCrashed) as second:
        student.fine()
    assert first.value is second.value


def test_another_process_of_the_same_test_is_not_hurt(student: Any) -> None:
    """It has a socket of its own."""
    other = student.another()
    with pytest.raises(CellCrashed):
        student.leaves(0)
    assert "fine" == other.fine()


def test_a_failed_import_is_tried_once(begin: Any, zygote: Zygote, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its exception is known to the next test without a further process."""
    forked = []
    fork = zygote.fork
    monkeypatch.setattr(zygote, "fork", lambda order: forked.append(order) or fork(order))
    trial = begin("import time\ntime.sleep(1)\nraise LookupError('not here')\n")
    for _ in range(2):
        with pytest.raises(ImportFailed) as caught:
            trial.student.anything()
        trial = type(trial)(trial._cells)
    assert 1 == len(forked)
    assert ("LookupError: not here", "LookupError", 3) == (
        caught.value.message,
        caught.value.names[0],
        caught.value.frames[-1].line,
    )


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"type":"raised","error":{"names":[],"text":"","frames":[],"value":null},"now":0,"sleeps":[]}', "name"),
        (b'{"type":"raised","error":{"names":["A"],"text":5,"frames":[],"value":null},"now":0,"sleeps":[]}', "name"),
        (b"rubbish", "understood"),
    ],
)
def test_rubbish_instead_of_an_import_is_a_crash(begin: Any, body: bytes, message: str) -> None:
    """The process of the module speaks first; what it says is read like everything else."""
    frame = len(body).to_bytes(4, "big") + body
    source = f"import os\nfor n in range(3, 64):\n    try: os.write(n, {frame!r})\n    except OSError: pass\n"
    with pytest.raises(CellCrashed, match=message):
        begin(source).student.anything()


def test_a_cell_that_can_not_begin_leaves_nothing(
    begin: Any, zygote: Zygote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even the folder that it would have had."""

    def fork(_: object) -> None:
        raise GraderFault("the sandbox's parent process has gone")

    trial = begin(CODE)
    monkeypatch.setattr(zygote, "fork", fork)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(CellLost):
        trial.student.fine()
    assert [] == list(tmp_path.iterdir())


def test_hundreds_of_cells_come_and_go(begin: Any) -> None:
    """More than a socket's buffer holds notices of."""
    cells = begin(CODE)._cells
    for _ in range(320):
        place = cells.take({}, {}, 0.0)
        cells.zygote.kill(place.line.number)
        place.line.connection.close()
        os.close(place.line.output)
        place.scratch.rmdir()
    assert "fine" == begin(CODE).student.fine()


REACHING = """
    import ctypes, os, resource, socket, subprocess, sys

    def reads(path):
        with open(path) as file: return file.read()
    def lists(path): return os.listdir(path)
    def writes(path):
        with open(path, "w") as file: file.write("x")
    def links(path): os.symlink(path, "link")
    def forks():
        if os.fork() == 0: os._exit(0)
    def starts(): subprocess.run([sys.executable, "--version"])
    def executes(): os.execv(sys.executable, [sys.executable, "--version"])
    def opens_a_socket(): socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    def opens_a_unix_socket(): socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    def signals_its_parent(): os.kill(os.getppid(), 0)
    def signals_everybody(): os.kill(-1, 0)
    def leaves_its_group(): os.setsid()
    def raises_its_limits():
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    def imports_the_grader():
        import grader.harness
    def modules(): return sorted(name for name in sys.modules if name.split(".")[0] in ("mocks", "solutions"))
    def main_file(): return sys.modules["__main__"].__file__
    def environment(): return sorted(os.environ)
    def reads_stdin(): return sys.stdin.read()
    def descriptors():
        return sorted(number for number in range(256) if _is_open(number))
    def _is_open(number):
        try: os.fstat(number)
        except OSError: return False
        return True
"""


@pytest.fixture
def reaching(begin: Any) -> Any:
    """Code that tries what it may do."""
    return begin(REACHING).student


@pytest.mark.linux
def test_reads_no_file_but_its_own_and_the_libraries(reaching: Any, tmp_path: Path) -> None:
    """A file that the grader's user may read is not there to be read."""
    canary = tmp_path / "canary"
    canary.write_text("secret")
    os.chmod(canary, 0o644)
    project = Path(__file__).parents[2]
    for path in (canary, "/etc/passwd", "/proc/1/environ", Path(__file__), project / "pyproject.toml"):
        with reaching.raises("PermissionError", "FileNotFoundError"):
            reaching.reads(str(path))
    with reaching.raises("PermissionError"):
        reaching.lists(str(project))


@pytest.mark.linux
def test_writes_no_file_but_in_its_folder(reaching: Any, submission: Path, tmp_path: Path) -> None:
    """Not even beside its own source."""
    for path in (tmp_path / "new", "/tmp/new", submission / "new.py", "/dev/shm/new"):
        with reaching.raises("PermissionError"):
            reaching.writes(str(path))


@pytest.mark.linux
@pytest.mark.parametrize(
    "function",
    [
        *("links", "forks", "starts", "executes", "opens_a_socket", "opens_a_unix_socket"),
        *("signals_its_parent", "signals_everybody", "leaves_its_group"),
    ],
)
def test_is_refused_what_no_task_needs(reaching: Any, function: str) -> None:
    """With an exception that a student can read."""
    with reaching.raises("PermissionError"):
        getattr(reaching, function)(*(["/etc"] if function == "links" else []))


@pytest.mark.linux
def test_can_not_raise_its_limits(reaching: Any) -> None:
    """Neither as root nor otherwise."""
    with reaching.raises("ValueError", "PermissionError"):
        reaching.raises_its_limits()


@pytest.mark.linux
def test_can_not_import_the_trusted_side(reaching: Any) -> None:
    """Its files are out of reach, and nothing of a course is loaded."""
    with reaching.raises("ImportError", "PermissionError"):
        reaching.imports_the_grader()
    assert [] == reaching.modules()


def test_finds_nothing_of_the_grader_s_environment(reaching: Any) -> None:
    """Only what every cell has."""
    assert ["HOME", "LANG", "LOGNAME", "PATH", "PYTHONHASHSEED", "TMPDIR", "TZ", "USER"] == reaching.environment()


def test_finds_nothing_on_its_input(reaching: Any) -> None:
    """It ends at once, instead of waiting for a person."""
    assert "" == reaching.reads_stdin()


def test_holds_no_descriptor_but_its_own(reaching: Any) -> None:
    """Input, both outputs, and the one socket."""
    assert 4 == len(reaching.descriptors())


@pytest.mark.linux
def test_the_rights_that_were_given_up_are_found_out_by_trying(zygote: Zygote) -> None:
    """And all that matter held on this machine."""
    held = {right.name for right in zygote.probe() if right.held}
    assert {"files", "network", "programs", "processes", "signals", "tracing", "limits"} <= held


def test_compiles_what_can_be_compiled_once(begin: Any, submission: Path) -> None:
    """A file that compiles is compiled for all cells; one that does not is told by its import."""
    trial = begin("def one():\n    return 1\n", beside={"broken": "def ("})
    trial._cells.compile()
    assert 1 == len(list((submission / "__pycache__").glob("work_*.pyc")))
    assert [] == list((submission / "__pycache__").glob("broken*.pyc"))
    assert 1 == trial.student.one()


def test_a_lock_tells_how_often_it_is_held(begin: Any) -> None:
    """Parts of the standard library ask: without an answer, they fail for a reason that is not the student's."""
    code = """
        import threading
        lock = threading.RLock()
        def held():
            with lock, lock: return lock._recursion_count()
        def free(): return lock._recursion_count()
    """
    student = begin(code).student
    assert (2, 0) == (student.held(), student.free())


def test_a_failed_import_is_told_as_python_would(begin: Any) -> None:
    """Without a colon where no text follows."""
    with pytest.raises(ImportFailed) as caught:
        begin("raise KeyboardInterrupt").student.anything()
    assert "KeyboardInterrupt" == caught.value.message
