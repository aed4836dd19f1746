"""The rule about what a test rests on: each hidden test quotes what the README or the skeleton promises. For the gate.

A student who has read both can then reach full marks without guessing, and an instructor can show for each grade where
it is written.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.course.model import Topic
from grader.grading.suites import Case
from grader.verify.examined import Examined
from grader.verify.finding import Finding, Problem, counted

WORDS = 4
"""A quotation of fewer words would be found anywhere."""


def lesson_is_quoted(examined: Examined) -> Finding:
    """Every hidden test says by ``spec=`` which words of the README or the skeleton it rests on."""
    topic = examined.topic
    paths = (topic.folder / "README.md", topic.skeleton)
    texts = {path.name: _plain(path.read_text("utf-8", "replace")) for path in paths if path.is_file()}
    hidden = [case for case in examined.cases if not case.visible]
    problems = [problem for case in hidden for problem in _problems(case, " ".join(texts.values()), topic)]
    lines = tuple(_line(case, texts) for case in hidden)
    return Finding("every hidden test quotes the lesson", counted(len(hidden), "test"), tuple(problems), lines)


def _problems(case: Case, text: str, topic: Topic) -> Iterator[Problem]:
    if not case.spec:
        repair = f'add spec="…" to its mark, with words of exercises/{topic.id}/README.md or of the skeleton'
        yield Problem(f"{case.id} quotes nothing", case.place, repair)
    for quotation in case.spec:
        if len(quotation.split()) < WORDS:
            yield Problem(f"{case.id} quotes too few words: {quotation!r}", case.place, "quote the whole sentence")
        elif _plain(quotation) not in text:
            repair = "quote it word for word, or write it there: what is not written may not be tested"
            yield Problem(f"neither README nor skeleton says {quotation!r}", case.place, repair)


def _line(case: Case, texts: dict[str, str]) -> str:
    """The test beside its quotations, each with the file that says it."""
    quoted = [
        f"{next((name for name, text in texts.items() if _plain(quotation) in text), '?')}: {_plain(quotation)}"
        for quotation in case.spec
    ]
    return "\n".join([case.id, *quoted])


def _plain(text: str) -> str:
    """The text with its lines joined: a sentence may be broken anywhere."""
    return " ".join(text.split())
