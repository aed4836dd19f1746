"""Writing an answer into a student's file: that one answer changes, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.selfcheck import Key, read_answers, render, with_answer
from grader.selfcheck.words import clean

ONE = "who_and_what"


def test_changes_only_the_lines_of_the_answer(key: Key, handed_out: bytes) -> None:
    """Comments, questions and the other answers stay byte for byte."""
    written, _ = with_answer(handed_out, key, ONE, 'Who: you.\nWhat: "this".')
    block = b'    answer: |-\n      Who: you.\n      What: "this".\n'
    assert handed_out.replace(b'    answer: ""\n', block, 1) == written


def test_an_answer_written_twice_is_there_once(key: Key, handed_out: bytes) -> None:
    """The second version replaces the first, however many lines that had."""
    once, _ = with_answer(handed_out, key, ONE, "short")
    twice, _ = with_answer(with_answer(handed_out, key, ONE, "long\n\nlonger\n\n\nlongest")[0], key, ONE, "short")
    assert once == twice


@pytest.mark.parametrize(
    "old",
    [
        "",
        " ''",
        ' "two\n      lines"',
        " plain\n      text",
        " |\n      block\n\n      text",
        " >-\n\n      folded",
        " # a comment",
    ],
)
def test_replaces_every_form_of_value(key: Key, old: str) -> None:
    """Whatever form the student's own answer has, all of it goes and nothing more."""
    before = f"questions:\n  - id: {ONE}\n    answer:{old}\n    topic: x\n  # end\n".encode()
    after = f"questions:\n  - id: {ONE}\n    answer: |-\n      new\n    topic: x\n  # end\n".encode()
    assert (after, False) == with_answer(before, key, ONE, "new")


def test_keeps_the_line_endings_of_windows(key: Key, handed_out: bytes) -> None:
    """A file with CRLF keeps it."""
    written, _ = with_answer(handed_out.replace(b"\n", b"\r\n"), key, ONE, "a\nb")
    assert written.count(b"\n") == written.count(b"\r\n")


@pytest.mark.parametrize(
    "data",
    [
        None,
        b"",
        b"questions: [",
        b"questions: 3",
        b"\xff",
        b"questions:\n- {id: who_and_what, answer: old}\n",
    ],
)
def test_writes_the_file_anew_where_it_has_to(key: Key, data: bytes | None) -> None:
    """A file that can't be edited in place is replaced by a whole one, and the caller is told."""
    written, anew = with_answer(data, key, ONE, "new")
    assert (True, {ONE: "new"}) == (anew, read_answers(written, key).texts)


def test_keeps_the_answers_that_can_be_read_when_it_writes_anew(key: Key) -> None:
    """Writing anew does not lose what was there."""
    broken = b"questions:\n- id: open_breaker\n  answer: kept: this: text\n"
    written, _ = with_answer(broken, key, ONE, "new")
    assert {"open_breaker": "kept: this: text", ONE: "new"} == read_answers(written, key).texts


@given(st.text(max_size=300))
def test_reads_back_whatever_it_writes(key: Key, handed_out: bytes, text: str) -> None:
    """Any text at all survives the way into the file and out again."""
    written, anew = with_answer(handed_out, key, ONE, text)
    assert (clean(text), False) == (read_answers(written, key).texts.get(ONE, ""), anew)


def test_a_whole_file_has_no_problem(key: Key) -> None:
    """What is written anew is in the form that is read."""
    assert () == read_answers(render(key, {}), key).problems
