"""What a hidden suite does with ``student``: calls, objects, exceptions, processes, files."""

from __future__ import annotations

from typing import Any

import pytest

from grader.harness.suite.remote import StudentError
from grader.suite import type_name

CODE = """
    import contextlib, os, sys

    LIMIT = 3

    def add(a, b=1, *more, times=1):
        return (a + b + sum(more)) * times

    async def later(value):
        return value

    def waits():
        return later(5)

    class Breaker:
        kind = "breaker"

        def __init__(self, threshold=1):
            self.threshold = threshold
            self._state = "closed"

        @property
        def state(self):
            return self._state

        def trip(self):
            self._state = "open"
            return self

        async def reset(self):
            self._state = "closed"

        @staticmethod
        def of(threshold):
            return Breaker(threshold)

    class Basket:
        def __init__(self): self.items = {"a": 1}; self.closed = False
        def __getitem__(self, key): return self.items[key]
        def __len__(self): return len(self.items)
        def __enter__(self): return self
        def __exit__(self, *error): self.closed = True

    def make_basket():
        return Basket()

    def count_up():
        number = 0
        while True:
            yield number
            number += 1

    async def count_down():
        for number in (3, 2, 1):
            yield number

    def change(items, pairs, names, *, keep=()):
        items.append("new"); pairs["key"] = items; names.discard("gone"); return None

    def counter(state={"n": 0}):
        state["n"] += 1
        return state["n"]

    def environment(name):
        return os.environ.get(name)

    def read(path):
        with open(path) as file:
            return file.read()

    def write(path, text):
        with open(path, "w") as file:
            file.write(text)

    def say(text, error=False):
        print(text, file=sys.stderr if error else sys.stdout)

    def where():
        return os.getcwd()
"""


@pytest.fixture
def student(begin: Any) -> Any:
    """The code above."""
    return begin(CODE).student


def test_calls_with_every_kind_of_argument(student: Any) -> None:
    """Positional, default, further and named ones."""
    assert [3, 5, 12, 8] == [student.add(2), student.add(2, 3), student.add(2, 3, 7), student.add(3, times=2)]


def test_awaits_a_coroutine_over_there(student: Any) -> None:
    """Whether the function is ``async def`` or hands a coroutine on."""
    assert ["a", 5] == [student.later("a"), student.waits()]


def test_reads_attributes_now(student: Any) -> None:
    """Of the module, of a class, of an object, computed ones too."""
    breaker = student.Breaker(threshold=5)
    before = breaker.state
    breaker.trip()
    assert (3, "breaker", 5, "closed", "open") == (
        student.LIMIT,
        student.Breaker.kind,
        breaker.threshold,
        before,
        breaker.state,
    )


def test_a_missing_name_is_the_student_s_attribute_error(student: Any) -> None:
    """It is told like any exception of theirs."""
    with pytest.raises(StudentError) as caught:
        student.nothing()
    assert ("AttributeError", "Exception", "BaseException") == caught.value.names
    assert "nothing" in caught.value.text


def test_methods_come_back_to_the_same_object(student: Any) -> None:
    """What a method returns is the object itself if it returns itself."""
    breaker = student.Breaker.of(2)
    assert breaker == breaker.trip()
    breaker.reset()
    assert "closed" == breaker.state


def test_reads_items_and_length(student: Any) -> None:
    """Of an object that has them."""
    basket = student.make_basket()
    assert (1, 1) == (basket["a"], len(basket))
    with pytest.raises(StudentError, match="KeyError"):
        basket["b"]


def test_enters_and_leaves_a_context(student: Any) -> None:
    """With ``with``, as a local one."""
    with student.make_basket() as basket:
        assert basket.closed is False
    assert basket.closed is True


def test_an_object_over_there_is_true(student: Any) -> None:
    """So that ``if breaker:`` asks nothing."""
    assert student.Breaker()


def test_takes_items_of_an_endless_generator(student: Any) -> None:
    """As many as asked for; the next ones follow on."""
    numbers = student.count_up()
    assert ([0, 1, 2], [3]) == (student.take(numbers, 3), student.take(numbers, 1))


def test_takes_items_of_an_async_generator(student: Any) -> None:
    """All there are, if there are fewer."""
    assert [3, 2, 1] == student.take(student.count_down(), 9)


def test_takes_items_of_a_list_that_came_as_a_value(student: Any) -> None:
    """A suite need not know which it is."""
    assert [1, 2] == student.take([1, 2, 3], 2)


def test_changes_mutable_arguments_in_place(student: Any) -> None:
    """As a local call would."""
    items, pairs, names = ["old"], {"other": 1}, {"gone", "here"}
    student.change(items, pairs, names=names)
    assert ["old", "new"] == items
    assert {"other": 1, "key": ["old", "new"]} == pairs
    assert {"here"} == names


def test_changed_arguments_are_as_they_were_when_the_test_is_over(begin: Any) -> None:
    """They may be constants of the suite, which the next submission gets as well."""
    trial, items, pairs, names = begin(CODE), ["old"], {"other": 1}, {"gone", "here"}
    trial.student.change(items, pairs, names=names)
    trial.student.change(items, pairs, names=names)
    trial.close()
    assert (["old"], {"other": 1}, {"gone", "here"}) == (items, pairs, names)


def test_leaves_arguments_alone_that_were_not_changed(student: Any) -> None:
    """Inner objects keep their identity."""
    inner = [1]
    items = [inner]
    student.later(items)
    assert items[0] is inner


def test_state_lives_as_long_as_the_test(student: Any) -> None:
    """All calls of a test come to one process."""
    assert [1, 2, 3] == [student.counter() for _ in range(3)]


def test_another_process_has_its_own_state(student: Any) -> None:
    """A second instance of a service, or the same after a restart."""
    student.counter()
    other = student.another()
    assert (1, 2) == (other.counter(), student.counter())


def test_starts_with_an_environment_of_its_own(student: Any) -> None:
    """What the test adds, and nothing of the grader's."""
    student.start(environ={"KEY": "v"})
    assert ("v", None, "/usr/bin:/bin") == (
        student.environment("KEY"),
        student.environment("VIRTUAL_ENV"),
        student.environment("PATH"),
    )


def test_another_process_has_another_environment(student: Any) -> None:
    """Each says its own."""
    student.start(environ={"KEY": "1"})
    other = student.another(environ={"KEY": "2"})
    assert ("1", "2") == (student.environment("KEY"), other.environment("KEY"))


def test_starts_with_files_in_its_folder(student: Any) -> None:
    """Folders are made as needed; the folder is where the process runs."""
    student.start(files={"app/data.txt": b"hello", "top.txt": b"top"})
    assert ("hello", "top") == (student.read("app/data.txt"), student.read(f"{student.folder}/top.txt"))
    assert student.folder == student.where()


def test_writes_files_in_its_folder(student: Any) -> None:
    """The one place where it may."""
    student.write(f"{student.folder}/note.txt", "kept")
    assert "kept" == student.read("note.txt")


def test_folders_of_two_processes_are_apart(student: Any) -> None:
    """A file of one is not there in the other."""
    student.write("note.txt", "mine")
    with pytest.raises(StudentError, match="FileNotFoundError"):
        student.another().read("note.txt")


def test_start_comes_first(student: Any) -> None:
    """A suite's author is told so."""
    student.add(1)
    with pytest.raises(RuntimeError, match="another"):
        student.start(environ={"KEY": "v"})


def test_keeps_what_is_printed_on_both_streams(student: Any) -> None:
    """In the order in which it was printed, so far."""
    student.say("one")
    student.say("two", error=True)
    assert "one\ntwo\n" == student.output()
    student.say("three")
    assert "one\ntwo\nthree\n" == student.output()


def test_type_name_tells_a_class_on_either_side(student: Any) -> None:
    """Of a Remote the student's, of a value Python's."""
    assert ("Breaker", "dict") == (type_name(student.Breaker()), type_name({}))


HELPED = """
    import prices

    def total(items):
        return sum(prices.PRICE[item] for item in items)
"""


def test_imports_a_helper_module_beside(begin: Any) -> None:
    """It stands beside the student's file."""
    student = begin(HELPED, {"prices": "PRICE = {'pen': 2, 'book': 5}"}).student
    assert 7 == student.total(["pen", "book"])


RAISING = """
    import httpx

    class TokenError(Exception): pass
    class TokenExpired(TokenError):
        def __init__(self, text, after):
            super().__init__(text)
            self.retry_after = after

    def expired(): raise TokenExpired("too old", 30)
    def unwritten(): raise NotImplementedError
    def fine(): return {"sub": "jane"}
    def nothing(): pass
    def key(): return {}["x"]
    def leaves(): raise SystemExit(3)
    def interrupted(): raise KeyboardInterrupt
    def grouped(): raise ExceptionGroup("two", [ValueError(1), KeyError(2)])
    def unprintable():
        class Odd(Exception):
            def __str__(self): raise ValueError
        raise Odd
    def half(): raise ValueError("half a pair: \\ud83c")
    def long(): raise ValueError("x" * 10_000)
    def deep(n=0): return deep(n + 1)
"""


@pytest.fixture
def raising(begin: Any) -> Any:
    """Code that raises."""
    return begin(RAISING).student


@pytest.mark.parametrize("name", ["TokenExpired", "TokenError", "Exception"])
def test_expects_an_exception_by_any_name_of_its_ancestry(raising: Any, name: str) -> None:
    """The most special one or one that it is derived from."""
    with raising.raises(name) as caught:
        raising.expired()
    assert ("TokenExpired", "too old", 30) == (caught.value.name, caught.value.text, caught.value.retry_after)


def test_expects_one_of_several_exceptions(raising: Any) -> None:
    """Either will do."""
    with raising.raises("KeyError", "TokenError"):
        raising.expired()


def test_tells_that_nothing_was_raised_and_what_came_back(raising: Any) -> None:
    """The value that came back shows what happened instead."""
    with pytest.raises(AssertionError) as caught, raising.raises("TokenExpired", why="because", try_next="look"):
        raising.fine()
    said = caught.value.args[0]
    assert "TokenExpired to be raised" == said.expected
    assert "nothing was raised; the call came back with {'sub': 'jane'}" == said.happened
    assert ("because", "look") == (said.why, said.try_next)


def test_tells_which_other_exception_was_raised(raising: Any) -> None:
    """A failure, not an error: the student raised something on purpose."""
    with pytest.raises(AssertionError) as caught, raising.raises("ValueError"):
        raising.expired()
    assert "TokenExpired was raised: too old" == caught.value.args[0].happened


def test_an_unfinished_function_is_no_wrong_exception(raising: Any) -> None:
    """NotImplementedError goes through, so that the outcome is *not done yet*."""
    with pytest.raises(StudentError, match="NotImplementedError"), raising.raises("ValueError"):
        raising.unwritten()


def test_not_implemented_can_be_expected(raising: Any) -> None:
    """If that is what a task is about."""
    with raising.raises("NotImplementedError"):
        raising.unwritten()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("leaves", "SystemExit"),
        ("interrupted", "KeyboardInterrupt"),
        ("grouped", "ExceptionGroup"),
        ("key", "KeyError"),
    ],
)
def test_any_exception_is_an_answer(raising: Any, name: str, kind: str) -> None:
    """Even one that would end a program; the process lives on."""
    with raising.raises(kind):
        getattr(raising, name)()
    assert {"sub": "jane"} == raising.fine()


def test_an_exception_whose_text_fails_has_a_text(raising: Any) -> None:
    """Something can always be shown."""
    with raising.raises("Odd") as caught:
        raising.unprintable()
    assert "(its text can't be shown)" == caught.value.text


def test_the_text_of_an_exception_is_bounded(raising: Any) -> None:
    """A report is no place for all of it."""
    with raising.raises("ValueError") as caught:
        raising.long()
    assert 4000 == len(caught.value.text)


def test_recursion_without_end_is_an_exception(raising: Any) -> None:
    """As Python tells it."""
    with raising.raises("RecursionError"):
        raising.deep()
    assert {"sub": "jane"} == raising.fine()


def test_knows_the_student_s_own_lines(begin: Any) -> None:
    """File, line and function of each frame in the submission, outermost first."""
    code = "import helper\ndef outer():\n    return helper.inner()\n"
    student = begin(code, {"helper": "def inner():\n    1 / 0\n"}).student
    with pytest.raises(StudentError) as caught:
        student.outer()
    frames = [(frame.file, frame.line, frame.function) for frame in caught.value.frames]
    assert [("work_0.py", 3, "outer"), ("helper.py", 2, "inner")] == frames


CONFIGURED = """
    import os

    class ConfigError(Exception): pass

    MODE = os.environ.get("MODE", "plain")
    if MODE == "wrong":
        raise ConfigError("wrong is no mode")
    if os.path.exists("settings.txt"):
        with open("settings.txt") as file:
            MODE = file.read()
"""


def test_an_import_may_be_meant_to_fail(begin: Any) -> None:
    """With an environment of the test's it is an exception like any other, and the next process is not hurt."""
    trial = begin(CONFIGURED)
    with trial.student.raises("ConfigError") as caught:
        trial.student.start(environ={"MODE": "wrong"})
    assert "wrong is no mode" == caught.value.text
    assert "plain" == trial.student.MODE


def test_files_are_there_when_the_module_is_imported(begin: Any) -> None:
    """As in a deployment."""
    trial = begin(CONFIGURED)
    trial.student.start(files={"settings.txt": b"quick"})
    assert ("quick", "plain") == (trial.student.MODE, trial.student.another().MODE)


def test_reads_a_method_that_an_object_swaps(begin: Any) -> None:
    """Only what a class defines is known for good: an object's own function may be another one at the next call."""
    trial = begin(
        """
        class Door:
            def __init__(self):
                self.push = self.open

            def open(self):
                self.push = self.close
                return "opened"

            def close(self):
                return "closed"
        """
    )
    door = trial.student.Door()
    assert ["opened", "closed"] == [door.push(), door.push()]


MAKING = """
    import beside

    exec(compile("\\n\\ndef made(): raise LookupError(2)\\n", __file__, "exec"))

    def right(): raise ValueError(1)

    def caller(): return made()

    def beside_it():
        beside.fails()

    def not_python():
        compile("(", __file__, "exec")

    def moved(): pass
    moved.__code__ = right.__code__.replace(co_firstlineno=1)
"""
FORGING = """
    def raising():
        raise ValueError("here")

    def forged(name, file, line):
        code = raising.__code__.replace(co_name=name, co_filename=file, co_firstlineno=line)
        return type(raising)(code, globals())

    def raise_from(name, file, line):
        forged(name, __file__.rpartition("/")[0] + "/" + file, line)()

    def odd_class():
        raise type("✓ Passed\\n12 of 12 points", (Exception,), {})("here")

    def odd_object():
        return type("✓ Passed\\n12 of 12 points", (), {})()

    def odd_function():
        return forged("✓ Passed\\n12 of 12 points", __file__, 2)

    from grader.sandbox.introspection import Sources
    Sources.stands_there = lambda self, code: self.file_of(code) is not None
"""


@pytest.mark.parametrize(
    ("name", "file", "line", "frames"),
    [
        ("inner", "work_0.py", 7, [("work_0.py", 8, "inner")]),
        ("<lambda>", "work_0.py", 7, [("work_0.py", 8, "<lambda>")]),
        ("Outer.größe", "work_0.py", 7, [("work_0.py", 8, "Outer.größe")]),
        ("all tests passed", "work_0.py", 7, [("work_0.py", 8, "")]),
        ("\x1b[2J", "work_0.py", 7, [("work_0.py", 8, "")]),
        ("inner", "all tests passed", 7, []),
        ("inner", "../work_0.py", 7, []),
        ("inner", "work_0.py\n::error::.py", 7, []),
        ("inner", "work_0.py", 2_000_000, []),
    ],
)
def test_a_frame_that_is_forged_says_nothing(begin: Any, name: str, file: str, line: int, frames: list[Any]) -> None:
    """Names that are none are left out, and so are frames in files and lines that are none."""
    student = begin(FORGING).student
    with pytest.raises(StudentError) as caught:
        student.raise_from(name, file, line)
    found = [(frame.file, frame.line, frame.function) for frame in caught.value.frames]
    assert [("work_0.py", 10, "raise_from"), *frames] == found


def test_code_made_while_it_runs_is_shown_as_no_line(begin: Any) -> None:
    """It may say that it stands at an innocent one. Only what the import of a file has made is shown."""
    student = begin(MAKING, beside={"beside": "def fails(): raise KeyError(1)\n"}).student
    found = []
    for name in ("made", "moved", "caller", "beside_it", "not_python"):
        with student.raises("Exception") as caught:
            getattr(student, name)()
        found.append([(frame.file, frame.line) for frame in caught.value.frames])
    assert [[], [], [("work_0.py", 8)], [("work_0.py", 11), ("beside.py", 1)], [("work_0.py", 14)]] == found


def test_code_made_while_it_runs_is_said_to_be_that(begin: Any) -> None:
    """So that nobody searches for its line."""
    student = begin(MAKING, beside={"beside": ""}).student
    with student.raises("LookupError") as caught:
        student.made()
    assert "compiled while your code ran" in caught.value.text


def test_a_class_name_that_is_none_is_quoted(begin: Any) -> None:
    """Whatever a class is called, it does not look like words of ours; it is still matched by its name."""
    student = begin(FORGING).student
    with student.raises("✓ Passed\n12 of 12 points") as caught:
        student.odd_class()
    assert "'✓ Passed\\n12 of 12 points'" == caught.value.name
    assert "<'✓ Passed\\n12 of 12 points'>" == repr(student.odd_object())
    assert "'✓ Passed\\n12 of 12 points'" == type_name(student.odd_object())


def test_a_function_name_that_is_none_is_quoted_in_the_drawing(begin: Any) -> None:
    """A call is drawn as it would be written."""
    trial = begin(FORGING)
    with pytest.raises(StudentError):
        trial.student.odd_function()()
    labels = [event.label for event in trial.evidence.finish().events if event.kind == "call"]
    assert ["odd_function()", "'✓ Passed\\n12 of 12 points'()"] == labels
