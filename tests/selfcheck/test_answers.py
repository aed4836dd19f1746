"""A student's file: whatever state it is in, there is an answer to read or a sentence about why not."""

import pytest

from grader.course.strict_yaml import MAX_BYTES
from grader.selfcheck import Key, check, read_answers

ONE = "who_and_what"
TWO = "code_exchange"


def item(id: str, answer: str) -> str:
    return f"- id: {id}\n  answer: {answer}\n"


def file(*items: str) -> bytes:
    return ("questions:\n" + "".join(items)).encode()


def test_reads_the_answers_by_id(key: Key) -> None:
    """The id says which question an answer belongs to; the order does not matter."""
    data = file(item(TWO, "second"), item(ONE, "first"))
    assert {ONE: "first", TWO: "second"} == read_answers(data, key).texts


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (None, "There is no self_check.yaml"),
        (b"", "is empty"),
        (b"   \n", "is empty"),
        (b"# only a comment\n", "no list named"),
        (b"questions: 3\n", "no list named"),
        (b"just text\n", "no list named"),
        (b"x" * (MAX_BYTES + 1), "larger than 256 KiB"),
        (b"questions: [\n", "not in the form"),
        (b"\x00\x01", "not in the form"),
        ("questions:\n- id: ö\n".encode("latin-1"), "not in the form"),
        (b"questions:\n- &a [*a, *a]\n", "not in the form"),
        (b"[" * 40_000, "not in the form"),
        (b"questions: !!python/object/apply:os.system [id]\n", "not in the form"),
    ],
)
def test_tells_what_is_wrong_with_a_file_that_has_no_answers(key: Key, data: bytes | None, words: str) -> None:
    """A file that can't be used is a problem in words, and all the questions are still shown."""
    result = check(data, key)
    assert (10, True) == (len(result.answers), words in result.problem)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("42", "42"),
        ("true", "True"),
        ("2026-01-05", "2026-01-05"),
        ("no", "no"),
        ("null", None),
        ('""', None),
        ("[one, two]", "one\n\ntwo"),
        ("{Authentication: who, Authorization: what}", "Authentication: who\n\nAuthorization: what"),
        ("|\n    two\n    lines", "two\nlines"),
    ],
)
def test_takes_an_odd_value_for_what_was_meant(key: Key, written: str, read: str | None) -> None:
    """YAML has types that a student who writes a sentence does not think of."""
    assert read == read_answers(file(item(ONE, written)), key).texts.get(ONE)


def test_tells_of_an_answer_that_is_no_text(key: Key) -> None:
    """A structure within a structure is not guessed at."""
    assert "is not text" in read_answers(file(item(ONE, "[[deep]]")), key).problems[0]


def test_takes_the_first_of_two_answers(key: Key) -> None:
    """A question that is there twice keeps its first answer, and the student hears of it."""
    answers = read_answers(file(item(ONE, "first"), item(ONE, "second")), key)
    assert ("first", True) == (answers.texts[ONE], "there twice" in answers.problems[0])


def test_fills_a_blank_first_answer_from_the_second(key: Key) -> None:
    """A blank copy of a question does not hide the answer below it."""
    data = file(item(ONE, '""'), item(ONE, "meant"))
    assert "meant" == read_answers(data, key).texts[ONE]


def test_names_a_question_that_does_not_exist(key: Key) -> None:
    """An unknown id is told, and the other answers are read."""
    answers = read_answers(file(item("nonsense", "x"), item(ONE, "first")), key)
    assert ({ONE: "first"}, True) == (answers.texts, "“nonsense”" in answers.problems[0])


def test_names_the_questions_that_are_missing(key: Key) -> None:
    """A question that was deleted is named, so that it can be put back."""
    assert TWO in read_answers(file(item(ONE, "first")), key).problems[0]


def test_tells_of_an_item_without_an_id(key: Key) -> None:
    """An answer that belongs nowhere is mentioned by its number."""
    assert "Item 1" in read_answers(file("- answer: lost\n"), key).problems[0]


def test_keeps_the_list_of_problems_short(key: Key) -> None:
    """A hundred mistakes are not a hundred lines in the report."""
    data = file(*(item(f"unknown{i}", "x") for i in range(100)))
    assert 6 == len(read_answers(data, key).problems)


def test_reads_line_by_line_what_is_no_yaml(key: Key) -> None:
    """One unlucky colon in one answer costs neither that answer nor the others."""
    data = file(item(ONE, "Authentication: who: are you"), item(TWO, '"the secret'), item("open_breaker", "|\n    ok"))
    assert {ONE: "Authentication: who: are you", TWO: "the secret", "open_breaker": "ok"} == read_answers(
        data, key
    ).texts


def test_names_the_line_of_the_mistake(key: Key) -> None:
    """The student is told where to look."""
    data = file(item(ONE, "fine"), item(TWO, '"not" so fine'))
    assert "self_check.yaml:5" in read_answers(data, key).problems[0]


def test_takes_no_question_from_the_student(key: Key) -> None:
    """An edited question in the file does not reach the report."""
    data = b"questions:\n- id: who_and_what\n  question: <b>mine</b>\n  answer: a b c\n"
    assert key.questions[0].question == check(data, key).answers[0].question


@pytest.mark.parametrize(
    "answer",
    [
        "see ticket #5 of it",
        "- a dash",
        "*bold* words",
        "one: two",
        "yes",
        "007",
        "a\ttab",
        "#1 is best",
        "@x",
        "it's: so",
    ],
)
def test_keeps_an_answer_without_quotes_whole(key: Key, answer: str) -> None:
    """Nobody who writes a sentence thinks of what a sign means in YAML."""
    assert " ".join(answer.split()) == " ".join(read_answers(file(item(ONE, answer)), key).texts[ONE].split())


def test_keeps_the_further_lines_of_an_answer_whole(key: Key) -> None:
    """A hash in the second line is no comment either."""
    data = file(item(ONE, "first\n    second #5 of it"), item(TWO, "other"))
    assert {ONE: "first second #5 of it", TWO: "other"} == read_answers(data, key).texts
