"""The self-check: a student's ten answers beside a rubric. Formative: it finds words, it does not understand.

Use ``load_key`` and ``check``. The quiz also uses ``read_answers`` and ``with_answer``.
"""

from grader.selfcheck.answers import Answers, read_answers
from grader.selfcheck.compare import check, compare, compare_one
from grader.selfcheck.key import Key, Question, key_without_rubric, load_key, questions_that_differ
from grader.selfcheck.writing import render, with_answer

__all__ = [
    "Answers",
    "Key",
    "Question",
    "check",
    "compare",
    "compare_one",
    "key_without_rubric",
    "load_key",
    "questions_that_differ",
    "read_answers",
    "render",
    "with_answer",
]
