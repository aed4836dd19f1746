"""What works in a plain Python works in a cell: printing, files of one's own, the command line, who one is."""

from __future__ import annotations

import stat
from typing import Any

import pytest

CODE = """
    import argparse, contextlib, fcntl, getpass, io, os, pathlib, pwd, shutil, sys, tempfile, threading, time

    arguments = argparse.ArgumentParser().parse_args()

    class Speechless:
        def write(self, text): pass

    def fine(): return 1
    def without_output(): sys.stdout = sys.stderr = None; print("x"); return 1
    def without_its_name(): del sys.stdout; return 1
    def closed(): sys.stdout.close(); sys.stderr.close(); return 1
    def closed_below(): os.close(1); os.close(2); return 1
    def detached(): sys.stdout.detach(); return 1
    def without_flush(): sys.stdout = sys.stderr = Speechless(); print("x"); return 1
    def into_a_text():
        print("before")
        sys.stdout = io.StringIO()
        print("x")
        return sys.stdout.getvalue()
    def rewrapped(): sys.stdout = io.TextIOWrapper(sys.stdout.buffer, "utf-8"); print("wrapped"); return 1
    def floods(size):
        sys.stdout.write("x" * size)
        os.write(1, b"y" * size)
        os.write(2, b"z" * size)
        thread = threading.Thread(target=print, args=("t" * size,))
        thread.start()
        thread.join()
        return 1

    def command_line(): return [sys.argv, len(sys.orig_argv), hasattr(sys.modules["__main__"], "__file__")]
    def who():
        return [getpass.getuser(), os.getlogin(), pwd.getpwuid(os.getuid()).pw_name, pathlib.Path(".").owner()]
    def at_home():
        return [str(pathlib.Path.home()), os.path.expanduser("~"), tempfile.gettempdir()] == [os.getcwd()] * 3

    def mode(path): return os.stat(path).st_mode
    def made_private(how):
        path = pathlib.Path("key")
        path.write_text("secret")
        if how == "chmod": os.chmod(path, 0o600)
        elif how == "Path": path.chmod(0o600)
        else:
            with path.open("r+") as file: os.fchmod(file.fileno(), 0o600)
        return [path.stat().st_mode, os.lstat("key").st_mode, path.read_text()]
    def left_open(): pathlib.Path("key").write_text("secret"); return mode("key")
    def made_anew():
        made_private("chmod")
        os.remove("key")
        return left_open()
    def changes_a_mode(path): os.chmod(path, 0o777)
    def here(): return __file__

    def copies():
        pathlib.Path("a").write_text("a")
        os.chmod("a", 0o640)
        os.utime("a", (1000, 2000))
        for copy, name in ((shutil.copy, "b"), (shutil.copy2, "c"), (shutil.copyfile, "d")): copy("a", name)
        shutil.move("d", "e")
        shutil.make_archive("all", "tar")
        return [oct(mode("b") & 0o777), oct(mode("c") & 0o777), os.stat("c").st_mtime, os.path.exists("e")]
    def touched():
        path = pathlib.Path("a")
        path.touch()
        path.touch()
        first = path.stat().st_mtime
        path.write_text("changed")
        return [first == time.time(), path.stat().st_mtime == first]
    def cut(): pathlib.Path("a").write_text("abc"); os.truncate("a", 1); return pathlib.Path("a").read_text()
    def marks_many():
        for number in range(300):
            pathlib.Path(str(number)).touch()
            os.chmod(str(number), 0o600)
        return oct(mode("299") & 0o777)

    def locks_one_by_one():
        order = []
        def work(name):
            with open("lock", "a") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                order.append(name)
                time.sleep(1)
                order.append(name)
        threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        return order
    def locks_without_waiting():
        with open("lock", "a") as one, open("lock", "a") as other:
            fcntl.flock(one, fcntl.LOCK_EX)
            try: fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError: return "held"
    def locks_together():
        with open("lock", "a") as one, open("lock", "a") as other:
            fcntl.flock(one, fcntl.LOCK_SH)
            fcntl.flock(other, fcntl.LOCK_SH | fcntl.LOCK_NB)
            fcntl.flock(one, fcntl.LOCK_UN)
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return 1

    def starts_a_program():
        import subprocess
        subprocess.run(["ls"])
    def opens_a_connection():
        import socket
        socket.create_connection(("auth.test", 80))
"""
GOING_ON = ("without_output", "without_its_name", "closed", "closed_below", "detached", "without_flush", "rewrapped")


@pytest.fixture
def student(begin: Any) -> Any:
    """That module."""
    return begin(CODE).student


@pytest.mark.parametrize("function", GOING_ON)
def test_goes_on_whatever_becomes_of_its_streams(student: Any, function: str) -> None:
    """As Python does."""
    assert [1, 1] == [getattr(student, function)(), student.fine()]


@pytest.mark.parametrize("line", ["sys.stdout = None", "sys.stderr = None", "sys.stdout = sys.stderr = object()"])
def test_is_imported_whatever_becomes_of_its_streams(begin: Any, line: str) -> None:
    """The same at import."""
    assert 1 == begin(f"import sys\n{line}\ndef fine(): return 1\n").student.fine()


def test_what_was_printed_before_a_stream_was_replaced_is_kept(begin: Any) -> None:
    """And what is printed elsewhere is not printed."""
    trial = begin(CODE)
    assert "x\n" == trial.student.into_a_text()
    assert "before\n" == trial.output()[0]


def test_what_is_printed_through_a_wrapper_is_kept(begin: Any) -> None:
    """It writes into the same file."""
    trial = begin(CODE)
    trial.student.rewrapped()
    assert "wrapped\n" == trial.output()[0]


def test_output_over_the_limit_is_cut_and_costs_nothing(begin: Any) -> None:
    """By every way to print, and more than a pipe holds."""
    trial = begin(CODE, output_kib=4)
    assert [1, 1] == [trial.student.floods(300_000), trial.student.fine()]
    assert ("x" * 4096, True) == trial.output()


def test_output_over_the_limit_at_import_is_cut_and_costs_nothing(begin: Any) -> None:
    """A line that is drawn anew two thousand times, say."""
    trial = begin("for n in range(2000): print(f'\\r{n:60}', end='')\ndef fine(): return 1\n", output_kib=4)
    assert 1 == trial.student.fine()
    assert (4096, True) == (len(trial.output()[0]), trial.output()[1])


def test_the_command_line_is_that_of_a_plain_import(student: Any) -> None:
    """``argparse`` at module level finds no arguments; nothing tells of the zygote."""
    assert [[""], 1, False] == student.command_line()


def test_its_user_has_a_name(student: Any) -> None:
    """By every way to ask."""
    assert ["student"] * 4 == student.who()


def test_its_home_is_its_working_folder(student: Any) -> None:
    """And so is the folder for temporary files."""
    assert student.at_home()


@pytest.mark.parametrize("how", ["chmod", "Path", "fchmod"])
def test_a_file_of_its_own_can_be_made_private(student: Any, how: str) -> None:
    """And says so when it is asked."""
    assert [stat.S_IFREG | 0o600, stat.S_IFREG | 0o600, "secret"] == student.made_private(how)


def test_a_file_that_nobody_made_private_is_not(student: Any) -> None:
    """A test can tell the two apart."""
    assert stat.S_IFREG | 0o644 == student.left_open()


def test_a_mode_goes_with_its_file(student: Any) -> None:
    """Another one of that name does not inherit it."""
    assert stat.S_IFREG | 0o644 == student.made_anew()


def test_many_modes_can_be_set(student: Any) -> None:
    """More than there may be open files."""
    assert "0o600" == student.marks_many()


@pytest.mark.linux
def test_no_mode_of_another_file_can_be_set_and_it_says_why(student: Any) -> None:
    """Its own source belongs to the submission."""
    with student.raises("PermissionError") as caught:
        student.changes_a_mode(student.here())
    assert "refused by the sandbox" in caught.value.text


def test_files_can_be_copied_with_their_modes_and_times(student: Any) -> None:
    """By ``shutil``."""
    assert ["0o640", "0o640", 2000.0, True] == student.copies()


def test_a_file_is_touched_at_the_time_of_the_test(student: Any) -> None:
    """Until it is written again."""
    assert [True, False] == student.touched()


def test_a_file_can_be_cut(student: Any) -> None:
    """By its path."""
    assert "a" == student.cut()


def test_a_lock_on_a_file_keeps_threads_apart(student: Any) -> None:
    """And lets the next one go on when the file is closed."""
    assert ["a", "a", "b", "b"] == student.locks_one_by_one()


def test_a_lock_on_a_file_can_be_tried(student: Any) -> None:
    """It is held by another opening of the file."""
    assert "held" == student.locks_without_waiting()


def test_a_lock_on_a_file_can_be_shared(student: Any) -> None:
    """And become one alone when the others have given it back."""
    assert 1 == student.locks_together()


@pytest.mark.linux
def test_what_the_sandbox_refuses_says_that_it_is_the_sandbox(student: Any) -> None:
    """The system's own words would leave a student searching."""
    with student.raises("PermissionError") as caught:
        student.starts_a_program()
    assert "refused by the sandbox" in caught.value.text


def test_a_name_that_can_not_be_looked_up_leads_to_what_can(student: Any) -> None:
    """There is no network but the services'."""
    with student.raises("gaierror", "PermissionError") as caught:
        student.opens_a_connection()
    assert "sandbox" in caught.value.text
