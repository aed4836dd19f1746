"""Compare answers with the rubric. Pure functions; linear in the length of an answer.

Misconceptions are looked for clause by clause. A clause that shows one is set aside; the points are looked
for in what remains of each sentence. So an answer that has two things the wrong way round finds neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from grader.result.model import Answer, RubricPoint, SelfCheck
from grader.selfcheck.answers import Answers, read_answers
from grader.selfcheck.key import Key, Pattern, Question
from grader.selfcheck.words import Clause, clean, sentences

FEWEST_WORDS = 3
"""From how many different words on an answer is an attempt, and the model answer is shown."""


def check(data: bytes | None, key: Key, *, max_score: float = 0.0, problem: str = "") -> SelfCheck:
    """Compare a student's file with the rubric. ``data``: the file's bytes, or None if there is no file.

    ``problem``: why the file could not be read, if that is already known. ``max_score`` above 0 makes it
    count: each question is worth the same, each of its points too. Never raises for anything in ``data``:
    what can't be used is told in the result's ``problem``.
    """
    answers = Answers({}, (problem,)) if problem else read_answers(data, key)
    return compare(answers, key, max_score=max_score)


def compare(answers: Answers, key: Key, *, max_score: float = 0.0) -> SelfCheck:
    """Compare answers already read."""
    compared = tuple(compare_one(answers.texts.get(question.id, ""), question) for question in key.questions)
    return SelfCheck(
        answers=compared,
        counts=max_score > 0,
        score=_score(compared, max_score),
        max_score=max_score,
        problem=" ".join(answers.problems),
    )


def compare_one(text: str, question: Question) -> Answer:
    """Compare one answer. With fewer than three words it is no attempt, and the model answer stays hidden."""
    shown = clean(text)
    read = sentences(shown)
    blank = Answer(question.id, question.question, shown, attempted=False, topic=question.topic)
    if len({word.stem for sentence in read for clause in sentence for word in clause}) < FEWEST_WORDS:
        return blank
    mistaken: set[str] = set()
    remaining: list[Mapping[str, frozenset[bool]]] = []
    for sentence in read:
        kept: list[Clause] = []
        for clause in sentence:
            shows = _misconceptions(clause, question)
            mistaken.update(shows)
            if not shows:
                kept.append(clause)
        remaining.append(_names(kept, question))
    return Answer(
        id=question.id,
        question=question.question,
        answer=shown,
        attempted=True,
        points=tuple(
            RubricPoint(point.text, any(_holds(point.patterns, names) for names in remaining))
            for point in question.points
        ),
        misconceptions=tuple(line.text for line in question.misconceptions if line.text in mistaken),
        model_answer=question.model_answer,
        topic=question.topic,
    )


def _misconceptions(clause: Clause, question: Question) -> set[str]:
    names = _names([clause], question)
    return {line.text for line in question.misconceptions if _holds(line.patterns, names)}


def _names(clauses: Iterable[Clause], question: Question) -> Mapping[str, frozenset[bool]]:
    """Which of the rubric's words and phrases occur, and whether negated (True), affirmed (False) or both."""
    found: dict[str, frozenset[bool]] = {}
    for clause in clauses:
        stems = tuple(word.stem for word in clause)
        for i, word in enumerate(clause):
            for wanted, name in question.phrases.get(word.stem, ()):
                if stems[i : i + len(wanted)] == wanted:
                    negated = any(part.negated for part in clause[i : i + len(wanted)])
                    found[name] = found.get(name, frozenset()) | {negated}
    return found


def _holds(patterns: tuple[Pattern, ...], names: Mapping[str, frozenset[bool]]) -> bool:
    return any(all(_term(term.mark, names.get(term.name, frozenset())) for term in pattern) for pattern in patterns)


def _term(mark: str, polarity: frozenset[bool]) -> bool:
    if mark == "without":
        return not polarity
    if mark == "any":
        return bool(polarity)
    return (mark == "not") in polarity


def _score(answers: tuple[Answer, ...], max_score: float) -> float:
    if not answers or max_score <= 0:
        return 0.0
    shares = (sum(p.found for p in answer.points) / len(answer.points) for answer in answers if answer.points)
    return round(max_score * sum(shares) / len(answers), 2)
