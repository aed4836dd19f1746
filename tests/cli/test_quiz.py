"""``grader quiz``: the questions, what is saved, how it is stopped and gone on with."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from grader.errors import InputError
from grader.selfcheck import load_key, read_answers

Run = Callable[..., Result]
GOOD = "A stolen token works for a short time.\n\n"


@pytest.fixture
def file(course: Path) -> Path:
    return course / "exercises" / "self_check.yaml"


def saved(file: Path) -> dict[str, str]:
    key = load_key(file.parents[1] / "solutions" / "self_check.yaml")
    return dict(read_answers(file.read_bytes(), key).texts)


def test_asks_every_question(course: Path, run: Run) -> None:
    """All questions of the rubric come, in its order."""
    output = run("quiz", input="\n\n").output
    assert 0 < output.index("Why do tokens expire?") < output.index("What does an open breaker do?")


def test_saves_an_answer_of_several_lines(file: Path, run: Run) -> None:
    """An answer goes up to the empty line."""
    run("quiz", input="first: line\nsecond line\n\n\n")
    assert {"one": "first: line\nsecond line"} == saved(file)


def test_keeps_the_rest_of_the_file(file: Path, run: Run) -> None:
    """Comments and questions stay as they are."""
    before = file.read_text()
    run("quiz", input="an answer here\n\n\n")
    assert before.replace('answer: ""', "answer: |-\n      an answer here", 1) == file.read_text()


def test_shows_what_was_found_and_the_model_answer(course: Path, run: Run) -> None:
    """The comparison comes right after the answer."""
    output = run("quiz", input=GOOD).output
    wanted = ("[x] A theft matters less.", "[ ] not found: Rights can change.", "Because a stolen one")
    assert [True] * 3 == [words in output for words in wanted]


def test_names_a_misconception(course: Path, run: Run) -> None:
    """A mix-up is named at once."""
    assert "[!] Expiry does not save memory." in run("quiz", input="they save memory\n\n").output


def test_shows_no_model_answer_for_a_question_left_for_later(course: Path, run: Run) -> None:
    """Skipping is allowed and shows nothing."""
    assert "Because a stolen one" not in run("quiz", input="\n\n").output


def test_shows_no_model_answer_for_a_word(course: Path, run: Run) -> None:
    """A single word is saved and not yet an attempt."""
    output = run("quiz", input="dunno\n\n").output
    assert (True, False) == ("Three words or more" in output, "Because a stolen one" in output)


def test_goes_on_with_what_is_not_answered(file: Path, run: Run) -> None:
    """A second quiz asks only what the first one left."""
    run("quiz", input=GOOD)
    output = run("quiz", input="it refuses calls\n\n").output
    assert (False, {"one", "two"}) == ("Why do tokens" in output, set(saved(file)))


def test_asks_all_once_more_when_asked_to(file: Path, run: Run) -> None:
    """With --again an answer can be replaced, and an empty line keeps it."""
    run("quiz", input=GOOD + "it refuses calls\n\n")
    run("quiz", "--again", input="another answer now\n\n\n")
    assert {"one": "another answer now", "two": "it refuses calls"} == saved(file)


def test_says_that_all_is_answered(course: Path, run: Run) -> None:
    """A complete file asks nothing."""
    run("quiz", input=GOOD + "it refuses calls\n\n")
    assert "All 2 questions are answered." in run("quiz").output


def test_ends_with_the_input_and_keeps_what_was_typed(file: Path, run: Run) -> None:
    """Ctrl-D in the middle of an answer saves its lines."""
    result = run("quiz", input="half an answer")
    assert (0, {"one": "half an answer"}) == (result.return_value, saved(file))


def test_can_be_interrupted(file: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C ends the quiz in peace, and the answers before it are kept."""
    lines = iter(["a whole answer", ""])

    def typed(prompt: str) -> str:
        for line in lines:
            return line
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", typed)
    result = run("quiz")
    assert (0, {"one": "a whole answer"}) == (result.return_value, saved(file))


def test_writes_a_missing_file(file: Path, run: Run) -> None:
    """A deleted file comes back with the questions."""
    file.unlink()
    run("quiz", input=GOOD)
    assert (["one"], True) == (list(saved(file)), b"What does an open breaker do?" in file.read_bytes())


def test_keeps_a_broken_file_beside_the_new_one(file: Path, run: Run) -> None:
    """A file that is no YAML any more is kept, and what could be read of it is carried over."""
    broken = b"questions:\n- id: two\n  answer: it: refuses: calls\n"
    file.write_bytes(broken)
    run("quiz", input=GOOD)
    kept = file.with_name("self_check.yaml.bak-1").read_bytes()
    assert (broken, {"one", "two"}) == (kept, set(saved(file)))


def test_asks_without_a_rubric(course: Path, file: Path, run: Run) -> None:
    """In a copy of the course without solutions the answers are saved all the same."""
    rubric = course / "solutions" / "self_check.yaml"
    text = rubric.read_text()
    rubric.unlink()
    output = run("quiz", input=GOOD).output
    rubric.write_text(text)
    assert (["one"], False) == (list(saved(file)), "model answer" in output)


def test_says_that_a_course_has_no_questions(course: Path, file: Path, run: Run) -> None:
    """A course without a self-check is told as bad input."""
    (course / "solutions" / "self_check.yaml").unlink()
    file.unlink()
    assert isinstance(run("quiz").exception, InputError)


def test_shows_no_escape_sequence_that_was_typed(file: Path, run: Run) -> None:
    """What is pasted from somewhere is cleaned before it is saved."""
    run("quiz", input="a \x1b[31mred answer\n\n")
    assert {"one": "a [31mred answer"} == saved(file)


def test_waits_for_no_pipe_in_the_answers_place(file: Path, run: Run) -> None:
    """It is told as bad input."""
    file.unlink()
    os.mkfifo(file)
    assert isinstance(run("quiz").exception, InputError)
