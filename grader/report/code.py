"""Highlights the few lines of Python that a report shows. Only the report uses it.

Pygments takes the lines apart; the page's style sheet has a light and a dark colour for each of the seven classes that
are told apart here. One ``Markup`` a line, so that line numbers and the marked line can stand beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from markupsafe import Markup
from pygments.lexers.python import PythonLexer
from pygments.token import Token

from grader.report import clean

WIDEST = 200
"""Characters of a line of code that are shown."""

_QUOTES = ('"""', "'''")

_CLASSES = (  # the first that fits; one letter each, since a report has thousands
    (Token.Comment, "c"),
    (Token.String, "s"),
    (Token.Number, "n"),
    (Token.Keyword, "k"),
    (Token.Operator.Word, "k"),
    (Token.Name.Decorator, "d"),
    (Token.Name.Function, "f"),
    (Token.Name.Class, "f"),
    (Token.Name.Exception, "b"),
    (Token.Name.Builtin, "b"),
)


def highlighted(lines: Sequence[str], within: str = "") -> tuple[Markup, ...]:
    """The lines, each as HTML. As many come back as went in.

    ``within``: the quotes of the string inside of which the first line begins.
    """
    if within not in _QUOTES:
        return _highlighted(tuple(lines))
    return _highlighted((within, *lines))[1:]


@lru_cache(maxsize=4096)
def _highlighted(lines: tuple[str, ...]) -> tuple[Markup, ...]:
    """The page may be rendered several times, ever shorter; lines of brackets alone take 30 ms each time."""
    text = "\n".join(clean.line(one.expandtabs(4).rstrip(), WIDEST) for one in lines)
    done: list[list[Markup]] = [[]]
    for css, piece in _pieces(text):
        for number, part in enumerate(piece.split("\n")):
            if number:
                done.append([])
            if part:
                done[-1].append(Markup('<i class="{}">{}</i>').format(css, part) if css else Markup.escape(part))
    return tuple(Markup("").join(parts) for parts in done)[: len(lines)]


def diff_lines(diff: str) -> Iterator[tuple[str, str]]:
    """The lines of a unified diff, each with its class: ``add``, ``del``, ``at`` or nothing."""
    classes = {"+": "add", "-": "del", "@": "at"}
    for one in diff.split("\n"):
        yield classes.get(one[:1], ""), clean.line(one.expandtabs(4), WIDEST)


@lru_cache(maxsize=1)
def _lexer() -> PythonLexer:
    return PythonLexer(stripnl=False, ensurenl=False)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Neighbours of the same class as one, to keep the page small."""
    last, held = "", ""
    for token, piece in _lexer().get_tokens(text):
        css = "" if piece.isspace() else _class_of(token)
        if css == last or piece.isspace():
            held += piece
            continue
        yield last, held
        last, held = css, piece
    yield last, held


def _class_of(token: tuple[str, ...]) -> str:
    """A token type is a tuple of names that begins with its parent's."""
    return next((css for kind, css in _CLASSES if token[: len(kind)] == tuple(kind)), "")
