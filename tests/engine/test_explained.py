"""What a student is told of a failure: the lines, the exception, what it was that the test asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.grading.excerpts import excerpts, of_frames
from grader.grading.judge import Finding, judge
from grader.harness.suite.remote import StudentError
from grader.harness.trial import Trial
from grader.harness.verdicts import Frame
from grader.result.model import Excerpt
from grader.submission.source_text import string_around

Begin = Callable[..., Trial]

BREAKER = """
class Breaker:
    def __init__(self):
        self.state = "closed"

    def call(self, function):
        \"\"\"Call the function.

        Count its failures.
        \"\"\"
        try:
            return function()
        finally:
            self.state = "open"

    def broken(self):
        return {name: self.missing for name in "a"}
"""


def raised_in(trial: Trial, call: Callable[[], object]) -> StudentError:
    with pytest.raises(StudentError) as caught:
        call()
    return caught.value


def told(trial: Trial, error: StudentError) -> Finding:
    return judge([("call", error)], trial)


def test_says_what_was_asked_for_when_an_exception_came(begin: Begin) -> None:
    """Not only that there was one: what the test called, and that it is to give back a value."""
    trial = begin("def ratio(a, b):\n    return a / b")
    finding = told(trial, raised_in(trial, lambda: trial.student.ratio(1, b=0)))
    assert ("`ratio(1, b=0)` to give back a value", "your code raised ZeroDivisionError: division by zero") == (
        finding.expected,
        finding.happened,
    )


def test_says_which_attribute_was_read(begin: Begin) -> None:
    """A property may raise as well."""
    trial = begin("class Box:\n    @property\n    def size(self):\n        raise ValueError('none')")
    box = trial.student.Box()
    assert "`size` to have a value" == told(trial, raised_in(trial, lambda: box.size)).expected


def test_leaves_out_what_httpx_adds_to_each_message(begin: Begin) -> None:
    """A link to a dictionary of status codes explains nothing."""
    code = """
    import httpx

    def ask():
        httpx.Response(503, request=httpx.Request("GET", "http://shop.test/")).raise_for_status()
    """
    trial = begin(code)
    error = raised_in(trial, lambda: trial.student.ask())
    said = "HTTPStatusError: Server error '503 Service Unavailable' for url 'http://shop.test/'"
    assert (said, True) == (error.said, "developer.mozilla.org" in error.text)


def test_what_was_tried_is_told_and_drawn(begin: Begin) -> None:
    """One of several cases: which, stands above what was expected, and in the drawing before its call."""
    trial = begin("def verify(token):\n    return token")
    trial.student.verify("a")
    with pytest.raises(AssertionError) as caught, trial.student.raises("ValueError", tried="a token without `sub`"):
        trial.student.verify("b")
    finding = judge([("call", caught.value)], trial)
    kinds = [(event.kind, event.label) for event in trial.evidence.finish().events]
    assert ("a token without `sub`", ("note", "a token without `sub`")) == (finding.tried, kinds[2])


def test_the_tests_own_exception_is_no_fault_of_the_line_that_it_passes(begin: Begin) -> None:
    """It comes through the student's call of the test's function: that line is innocent."""
    trial = begin(BREAKER)

    def fail() -> None:
        raise ConnectionError("no answer")

    error = raised_in(trial, lambda: trial.student.Breaker().call(fail))
    (found,) = excerpts(error, trial, {"work_0.py": BREAKER} | {error.frames[-1].file: BREAKER})
    assert (False, "in call: the test's own ConnectionError comes through here") == (found.fault, found.note)


def test_an_exception_of_the_students_is_a_fault_of_its_line(begin: Begin) -> None:
    """And a line is shown once, though Python counts the comprehension in it as a function of its own."""
    trial = begin(BREAKER)
    error = raised_in(trial, lambda: trial.student.Breaker().broken())
    (found,) = excerpts(error, trial, {error.frames[-1].file: BREAKER})
    assert (True, 17, "in broken") == (found.fault, found.line, found.note)


def test_neighbouring_lines_are_shown_once() -> None:
    """Where the exception arose and where the test came in may be a line apart."""
    text = "def outer():\n    return inner()\ndef inner():\n    return 1 / 0\n"
    found = of_frames((Frame("a.py", 2, "outer"), Frame("a.py", 4, "inner")), {"a.py": text})
    assert [("a.py", 4, True)] == [(one.file, one.line, one.fault) for one in found]


def test_the_function_called_last_is_shown_without_its_docstring(begin: Begin) -> None:
    """Which is the skeleton's, and longer than the code. No line of it is at fault."""
    trial = begin(BREAKER)
    trial.student.Breaker().call(lambda: None)
    place = trial.last.place if trial.last is not None else None
    assert place is not None
    (found,) = excerpts(None, trial, {place.file: BREAKER})
    assert (False, 11, "        try:", "call was called last") == (
        found.fault,
        found.first,
        found.lines[0],
        found.note,
    )


def test_the_docstring_of_another_function_is_none_of_its_own(begin: Begin) -> None:
    """A short function without one stands above a class with one: the lines shown were the class's."""
    text = 'class A:\n    def state(self, at: int) -> str:\n        return "x"\n\n\nclass B:\n    """Of B."""\n'
    trial = begin(text)
    trial.student.A().state(1)
    place = trial.last.place if trial.last is not None else None
    assert place is not None
    (found,) = excerpts(None, trial, {place.file: text})
    assert (2, "    def state(self, at: int) -> str:") == (found.first, found.lines[0])


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("def f():\n    return 1\n\n\ndef g():\n    return 2\n", "    return 1"),
        ("def f(\n    a=1,\n) -> int:\n    return 1\n\n\nX = 1\n", "    return 1"),
        (
            'def f():\n    """F."""\n    if True:\n        return 1\n\n    # behind\n\n# of another\nX = 1\n',
            "    # behind",
        ),
        ("@staticmethod\ndef f():\n    return 1\n", "    return 1"),
    ],
)
def test_the_lines_of_the_next_function_are_not_shown(begin: Begin, text: str, last: str) -> None:
    """They were taken for a part of the one that was called last."""
    trial = begin(text)
    trial.student.f()
    place = trial.last.place if trial.last is not None else None
    assert place is not None
    (found,) = excerpts(None, trial, {place.file: text})
    assert last == found.lines[-1]


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ('def f():\n    """One.\n', '"""'),
        ("x = '''\n", "'''"),
        ('"""Whole."""\n', ""),
        ('# """\n', ""),
        ('x = \'"""\'\n', ""),
        ('x = """a\\"""\n', '"""'),
        ('x = "it\'s"\n', ""),
        ("x = 'one \\\n", "'"),
    ],
)
def test_knows_whether_a_line_begins_inside_a_string(text: str, within: str) -> None:
    """An excerpt that begins inside a docstring is coloured as the docstring, and then as code."""
    lines = text.split("\n")
    assert within == string_around(lines, len(lines))


def test_a_long_file_of_quotes_takes_no_time() -> None:
    """It is read once, from the top."""
    assert "" == string_around(["x = ('''a''', 'b')" * 20] * 4_999, 5_000)


def test_an_excerpt_says_inside_of_which_string_it_begins() -> None:
    """For whoever colours it."""
    text = 'def f():\n    """One.\n    Two.\n    Three.\n    Four.\n    """\n    return 1 / 0\n'
    found: tuple[Excerpt, ...] = of_frames((Frame("a.py", 7, "f"),), {"a.py": text})
    assert [(4, '"""')] == [(one.first, one.within) for one in found]


def test_a_state_that_came_by_time_alone_is_in_the_strip_once_the_test_reads_it(begin: Begin) -> None:
    """Nothing is called between the two: the drawing shows what the text says."""
    code = """
    import time

    class Breaker:
        def __init__(self):
            self.began = time.monotonic()

        @property
        def state(self):
            return "open" if time.monotonic() < self.began + 30 else "half_open"
    """
    trial = begin(code)
    breaker = trial.student.Breaker()
    trial.evidence.watch("breaker", lambda: breaker.state)
    trial.clock.move_to(30)
    assert "half_open" == breaker.state
    (lane,) = trial.evidence.finish().lanes
    assert [(0, "open"), (30, "half_open")] == [(step.t, step.value) for step in lane.steps]


def test_a_request_that_fails_is_told_with_what_came_back(begin: Begin) -> None:
    """Headers and body of an answer of the student's application, a token by its header."""
    code = """
    from fastapi import FastAPI

    app = FastAPI()

    @app.post("/login")
    def login(name: str):
        return name
    """
    trial = begin(code, import_seconds=20)
    headers = {"authorization": "Bearer eyJhbGciOiJIUzI1NiIsImtpZCI6ImVjLTEifQ.eyJzdWIiOiJqIn0.c2ln"}
    trial.student.app("app").post("/login", headers=headers)
    asked, answered = trial.evidence.finish().events
    assert "authorization: Bearer <JWT alg=HS256 kid=ec-1>" in asked.detail
    assert ("422", True) == (answered.label[:3], '"loc":["query","name"]' in answered.detail)
