"""Comparing: what counts as an attempt, what is shown, what it costs, how it counts."""

import pytest

from grader.selfcheck import Answers, Key, check, compare, compare_one
from grader.selfcheck.words import MAX_CHARACTERS, clean, sentences, stem


@pytest.mark.parametrize("text", ["", "   \n", "?", "no", "...", "yes yes yes yes"])
def test_shows_no_model_answer_before_an_attempt(key: Key, text: str) -> None:
    """The model answer is a reward for thinking first: blank, or next to blank, shows nothing."""
    answer = compare_one(text, key.questions[0])
    assert (False, "", (), ()) == (
        answer.attempted,
        answer.model_answer,
        answer.points,
        answer.misconceptions,
    )


def test_shows_the_model_answer_after_an_attempt(key: Key) -> None:
    """Any three words are an attempt, a wrong one included."""
    assert key.questions[0].model_answer == compare_one("I don't really know", key.questions[0]).model_answer


def test_keeps_the_order_of_the_questions(key: Key) -> None:
    """The report shows the questions as the lesson asks them, whatever was answered."""
    result = compare(Answers({key.questions[3].id: "it stays in git forever"}), key)
    assert [question.id for question in key.questions] == [answer.id for answer in result.answers]


def test_does_not_count_unless_it_is_told_to(key: Key) -> None:
    """Formative is the default: no score, whatever was answered."""
    result = compare(Answers({q.id: q.model_answer for q in key.questions}), key)
    assert (False, 0.0, 0.0) == (result.counts, result.score, result.max_score)


def test_gives_full_marks_to_the_model_answers_when_it_counts(key: Key) -> None:
    """Where an instructor lets it count, a complete answer to everything is worth everything."""
    assert 10.0 == compare(Answers({q.id: q.model_answer for q in key.questions}), key, max_score=10).score


def test_weighs_every_question_alike_when_it_counts(key: Key) -> None:
    """One complete answer of ten is a tenth."""
    only = key.questions[0]
    assert 1.0 == compare(Answers({only.id: only.model_answer}), key, max_score=10).score


@pytest.mark.parametrize(
    "text",
    [
        "not " * 300_000,
        "," * 1_000_000,
        "\n" * 1_000_000 + "x",
        "a" * 1_000_000,
        "\ufdfa" * 1_000_000,  # one character that NFKC makes eighteen of
        "e.g." * 250_000,
        "the proxy beside traffic through tls retry metric localhost " * 20_000,
    ],
    ids=["negations", "commas", "newlines", "one word", "expanding", "abbreviations", "keyword soup"],
)
def test_reads_a_hostile_answer_no_further_than_a_long_one(key: Key, text: str) -> None:
    """A megabyte of anything is an answer like others: cut, compared, done."""
    shown = [compare_one(text, question).answer for question in key.questions]
    assert MAX_CHARACTERS >= max(map(len, shown))


def test_shows_no_control_characters() -> None:
    """A terminal or a report never sees an escape sequence, a lone surrogate or a change of direction."""
    assert "a[31mbc" == clean("a\x1b[31m\ud800b\u202e\x00c")


def test_never_raises_for_odd_text(key: Key) -> None:
    """Whatever characters an answer has, it is compared."""
    odd = "".join(map(chr, range(0x3000))) + "\ud800\ufffe\U0010ffff"
    assert compare_one(odd, key.questions[0]).attempted


@pytest.mark.parametrize(
    "words",
    [
        "authenticate authenticates authenticated authenticating authentication",
        "authorize authorise authorization authorisation authorized authorised",
        "retry retries retried retrying",
        "request requests requested requesting",
        "stop stops stopped stopping",
        "policy policies",
        "encrypt encrypts encrypted encryption encrypting",
        "asymmetric asymmetrical asymmetrically",
        "isolate isolates isolated isolation",
        "cache caches cached caching",
    ],
)
def test_folds_the_forms_of_a_word(words: str) -> None:
    """The forms that students use of a word of the lesson have one stem."""
    assert 1 == len({stem(word) for word in words.split()})


@pytest.mark.parametrize("words", ["server serve", "user use", "client cling", "access axis", "state stay"])
def test_keeps_other_words_apart(words: str) -> None:
    """Words that only look alike do not become one."""
    assert 2 == len({stem(word) for word in words.split()})


def test_lets_a_negation_end_with_its_clause() -> None:
    """What is said after the comma is meant."""
    (clauses,) = sentences("It does not check rights, it checks identity.")
    assert ["check", "right"] == [word.stem for clause in clauses for word in clause if word.negated]


def test_compares_a_whole_file(key: Key, handed_out: bytes) -> None:
    """From the file's bytes to the result in one call; the untouched file is no problem and no attempt."""
    result = check(handed_out, key)
    assert ("", {False}) == (result.problem, {answer.attempted for answer in result.answers})
