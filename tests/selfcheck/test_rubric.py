"""The rubric against answers: good ones, short ones, wrong ones, and its own model answers."""

from pathlib import Path

import pytest

from grader.course.strict_yaml import read_yaml
from grader.selfcheck import Key, Question, compare_one, load_key, questions_that_differ

HERE = Path(__file__).parent
QUESTIONS = load_key(HERE.parents[1] / "solutions" / "self_check.yaml").questions
ANSWERS = read_yaml((HERE / "answers.yaml").read_bytes(), "answers.yaml").data
IDS = [question.id for question in QUESTIONS]


def cases(kind: str) -> list[tuple[Question, str]]:
    return [(question, text) for question in QUESTIONS for text in ANSWERS[question.id][kind]]


def ids(kind: str) -> list[str]:
    return [f"{question.id}-{i}" for question in QUESTIONS for i in range(len(ANSWERS[question.id][kind]))]


def test_asks_the_ten_questions_of_the_lesson() -> None:
    """Ten questions, each of a topic of its own."""
    assert 10 == len({question.topic for question in QUESTIONS})


@pytest.mark.parametrize("question", QUESTIONS, ids=IDS)
def test_a_model_answer_makes_all_its_own_points(question: Question) -> None:
    """A model answer that misses a point of its rubric would teach that the rubric can be ignored."""
    answer = compare_one(question.model_answer, question)
    assert [] == [point.text for point in answer.points if not point.found]


@pytest.mark.parametrize("question", QUESTIONS, ids=IDS)
def test_a_model_answer_shows_no_misconception(question: Question) -> None:
    """What is shown as right is not called a mix-up."""
    assert () == compare_one(question.model_answer, question).misconceptions


@pytest.mark.parametrize("question", QUESTIONS, ids=IDS)
def test_has_three_good_answers_in_other_words(question: Question) -> None:
    """Each question is tried with at least three good answers that are worded unlike the model answer."""
    assert 3 <= len(ANSWERS[question.id]["good"])


@pytest.mark.parametrize(("question", "text"), cases("good"), ids=ids("good"))
def test_finds_most_points_of_a_good_answer(question: Question, text: str) -> None:
    """A good answer in a student's own words gets credit for most points."""
    answer = compare_one(text, question)
    assert len(answer.points) / 2 < sum(point.found for point in answer.points)


@pytest.mark.parametrize(("question", "text"), cases("good") + cases("right"), ids=ids("good") + ids("right"))
def test_raises_no_false_alarm(question: Question, text: str) -> None:
    """A right answer is never told that it has mixed something up."""
    assert () == compare_one(text, question).misconceptions


@pytest.mark.parametrize(("question", "text"), cases("wrong"), ids=ids("wrong"))
def test_finds_the_misconception_in_a_wrong_answer(question: Question, text: str) -> None:
    """A typical mistake is named."""
    assert compare_one(text, question).misconceptions


@pytest.mark.parametrize(("question", "text"), cases("wrong"), ids=ids("wrong"))
def test_gives_a_wrong_answer_at_most_one_point(question: Question, text: str) -> None:
    """The clause that shows a misconception earns nothing, though its words are the right ones."""
    assert 1 >= sum(point.found for point in compare_one(text, question).points)


@pytest.mark.parametrize(
    ("text", "sends"),
    [
        ("The open circuit breaker sends requests to the service.", True),
        ("The open circuit breaker does not send requests to the service.", False),
        ("The open circuit breaker doesn't stop sending requests to the service.", True),
        ("The open circuit breaker stops sending requests to the service.", False),
        ("No requests are sent to the service by the open circuit breaker.", False),
        ("The open circuit breaker keeps the caller from sending requests.", False),
        ("The open circuit breaker answers without sending requests.", False),
    ],
)
def test_tells_a_statement_from_its_negation(key: Key, text: str, sends: bool) -> None:
    """The same words with and without a negation are a mistake and a right answer."""
    question = next(question for question in key.questions if question.id == "open_breaker")
    assert sends == bool(compare_one(text, question).misconceptions)


def test_asks_students_what_the_rubric_asks(key: Key, handed_out: bytes) -> None:
    """The file that students receive has the rubric's questions, in its order, unanswered."""
    assert () == questions_that_differ(key, read_yaml(handed_out, "self_check.yaml").data)


def test_tells_where_the_two_files_differ(key: Key, handed_out: bytes) -> None:
    """A question changed in one file only is named, so that the author can mend it."""
    changed = handed_out.replace(b"A circuit breaker is open.", b"A circuit breaker is shut.")
    assert 1 == len(questions_that_differ(key, read_yaml(changed, "self_check.yaml").data))
