"""From a text to sentences, clauses and words with a polarity. Only the self-check uses this.

Linear in the length of the text: one pass of a regular expression without nested repetition, one pass over
the words. A text is cut at ``MAX_CHARACTERS`` before anything else happens to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MAX_CHARACTERS: Final = 4_000
"""How much of an answer is read. Ten times a long answer."""

SCOPE: Final = 8
"""How many words a negation reaches at most, for answers without punctuation."""

_TOKEN: Final = re.compile(
    r"[^\W_]+(?:'[^\W_]+)?"  # a word, isn't included
    r"|[.!?;](?=\s|$)|\n\s*(?:[-*•]|\d+[.)]|\n)"  # the end of a sentence: a mark, a bullet, an empty line
    r"|[,:()—]|\s[-–]\s"  # the end of a clause
)
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’‘`´ʼ", "'"))
_LINES: Final = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\x85": "\n", "\ufffe": "", "\uffff": ""})
_ABBREVIATION: Final = re.compile(r"\b(?:e\.g|i\.e|vs|cf)\.", re.IGNORECASE)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ARTICLES: Final = _set("a an the")
_NEGATIONS: Final = _set("not no never none nothing nobody neither nor cannot cant")
_CONTRACTED: Final = _set("dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt hasnt havent")
_NOT_ONLY: Final = _set("only just merely simply")
_LACKS: Final = _set("without lose loses lack lacks lacking")
_STOPS: Final = _set("stop avoid prevent refus quit ceas")  # stems
_CONJUNCTIONS: Final = _set("and but because so while whereas since although though which then however otherwise")
_ENDS_REACH: Final = _set("if when after before until unless once who whom :")
_GOES_ON: Final = _set("it its they their them this that these those because so thus therefore then otherwise")

_ENDINGS: Final = (
    (("ations", "ation", "ating", "ated", "ates", "ate"), 4, ""),
    (("ically", "ical"), 3, "ic"),
    (("ions", "ion", "ments", "ment", "ly"), 4, ""),
    (("ings", "ing", "ed"), 3, ""),
    (("ied", "ies"), 2, "i"),
    (("sses",), 2, "ss"),
    (("es", "s", "e"), 3, ""),
)
"""Endings, how many letters must remain before them, and what is put in their place. The first that fits."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word's stem, and whether a negation reaches it."""

    stem: str
    negated: bool


Clause = tuple[Word, ...]
Sentence = tuple[Clause, ...]


def stem(word: str) -> str:
    """Fold a lower-case English word's usual endings: ``authenticates`` and ``authentication`` are one.

    Less than Porter's stemmer, on purpose: ``server`` and ``serve`` stay apart. ``-ise`` reads as ``-ize``.
    """
    if not word.endswith(("ss", "us", "is")):
        word = _without_ending(word)
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]  # stopping, stopped → stop
    if len(word) > 5 and word.endswith("is"):
        return word[:-2] + "iz"
    return word[:-1] + "i" if len(word) > 2 and word[-1] == "y" else word


def _without_ending(word: str) -> str:
    for endings, shortest, put in _ENDINGS:
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= shortest:
                return word[: -len(ending)] + put
    return word


def clean(text: str) -> str:
    """The text as it may be shown: cut, without control characters, lone surrogates, changes of direction."""
    cut = unicodedata.normalize("NFC", text[:MAX_CHARACTERS].replace("\r\n", "\n").translate(_LINES))
    kept = "".join(c for c in cut if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Cf"))
    return "\n".join(line.rstrip() for line in kept.split("\n")).strip()[:MAX_CHARACTERS].rstrip()


def phrase(text: str) -> tuple[str, ...]:
    """The stems of a word or phrase of the rubric, without articles."""
    return tuple(stem(token) for token in _tokens(text) if token[0].isalnum() and token not in _ARTICLES)


def sentences(text: str) -> list[Sentence]:
    """The sentences, each a tuple of clauses. One that starts with a pronoun is joined to the one before."""
    found: list[Sentence] = []
    for tokens in _sentences(clean(text)):
        clauses = tuple(_words(clause) for clause in _clauses(tokens))
        if found and tokens[0] in _GOES_ON:
            found[-1] += clauses
        else:
            found.append(clauses)
    return found


def _tokens(text: str) -> Iterator[str]:
    """Lower-case words and marks: ``isn't`` as ``not``, a sentence's end as ``.``, a clause's as ``,``."""
    plain = unicodedata.normalize("NFKC", text).translate(_APOSTROPHES).lower()
    for match in _TOKEN.finditer(_ABBREVIATION.sub(" ", plain)):
        mark = match.group()
        if mark.endswith("n't") or mark in _CONTRACTED:
            yield "not"
        elif mark[0].isalnum():
            yield mark.partition("'")[0]
        elif mark[0] in ".!?;\n":
            yield "."
        else:
            yield ":" if mark == ":" else ","


def _sentences(text: str) -> Iterator[list[str]]:
    sentence: list[str] = []
    for token in _tokens(text):
        if token in _ARTICLES:
            continue
        if token != ".":  # noqa: S105 — a token of a text, not a password
            sentence.append(token)
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _clauses(sentence: list[str]) -> Iterator[list[str]]:
    """Cut at commas, dashes, brackets and conjunctions, but not in ``A and B are``: one word is no clause.

    A colon stays: it joins a word to what it means.
    """
    clause: list[str] = []
    for word in sentence:
        if (word == "," and clause) or (word in _CONJUNCTIONS and len(clause) > 1):
            yield clause
            clause = []
        if word != ",":
            clause.append(word)
    if clause:
        yield clause


def _words(clause: list[str]) -> Clause:
    """The words, each with whether a negation before it reaches it. A second one turns the sense back."""
    words: list[Word] = []
    reach = 0
    for word, following in zip(clause, [*clause[1:], ""], strict=True):
        if word in _ENDS_REACH:
            reach = 0
        words.append(Word(stem(word), reach > 0))
        reach -= 1
        if _negates(word, following):
            reach = SCOPE
        elif _turns(word, following):
            reach = 0 if reach >= 0 else SCOPE
    return tuple(words)


def _negates(word: str, following: str) -> bool:
    """``not`` and its like, but ``not only``; ``instead of`` and ``rather than``."""
    if word in _NEGATIONS:
        return following not in _NOT_ONLY
    return (word, following) in (("instead", "of"), ("rather", "than"))


def _turns(word: str, following: str) -> bool:
    """What turns the sense: ``without``, ``stops sending``, ``keeps it from sending``, ``fails to``."""
    root = stem(word)
    if root in _STOPS or word == "from":
        return following.endswith("ing") or (root == "refus" and following == "to")
    return word in _LACKS or (root in ("fail", "unabl") and following == "to")
