"""Reading Python files as text and trees, never importing them. For the rules that only read."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from grader.verify.stubs import Function, is_unwritten

KEEP_APART = ("def ", "class ", "async def ", "import ", "from ", "@")
"""A line that begins so says what there is, not how it works."""

TRIVIAL = 30
"""A line of code shorter than this can be written by two people alike."""


@dataclass(frozen=True)
class Line:
    """A line of code without its comment, and where it stands."""

    text: str
    number: int


def functions(tree: ast.Module) -> Iterator[tuple[str, Function]]:
    """The functions of a module and the methods of its classes, by dotted name; not those inside functions."""
    for node in tree.body:
        if isinstance(node, Function):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for item in node.body:
                if isinstance(item, Function):
                    yield f"{node.name}.{item.name}", item


def is_public(name: str) -> bool:
    """Whether a name, dotted or not, is meant for everybody. ``__init__`` is, other special methods are not."""
    last = name.rpartition(".")[2]
    return last == "__init__" or not last.startswith("_")


def body(function: Function) -> list[ast.stmt]:
    """The statements of a function without its docstring."""
    return function.body[1:] if ast.get_docstring(function) is not None else function.body


def is_blank(function: Function) -> bool:
    """Whether a function of the skeleton is left to the student: it ends in ``raise NotImplementedError``."""
    return is_unwritten(function.body[-1])


def is_same(one: Function, other: Function) -> bool:
    """Whether two functions do the same, word by word; docstrings and comments may differ."""
    return [ast.dump(part) for part in body(one)] == [ast.dump(part) for part in body(other)]


def code_lines(source: str, among: Iterator[Function] | list[Function]) -> list[Line]:
    """The lines of code inside these functions that are worth a comparison: no comments, texts, heads, or trifles."""
    wanted = {
        number
        for function in among
        if body(function)
        for number in range(body(function)[0].lineno, (function.end_lineno or function.lineno) + 1)
    }
    return [line for line in _lines(source) if line.number in wanted and _is_telling(line.text)]


def _lines(source: str) -> Iterator[Line]:
    """Each line that has something else than texts on it, without comments."""
    comments: dict[int, int] = {}
    code: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            comments[token.start[0]] = token.start[1]
        elif token.type in (tokenize.NAME, tokenize.NUMBER):
            code.add(token.start[0])
        elif token.type == tokenize.STRING and token.string[:1] in "fF":
            code.add(token.start[0])  # an f-string has code in it
    for number, text in enumerate(source.splitlines(), 1):
        if number in code:
            yield Line(text[: comments.get(number)].strip(), number)


def _is_telling(text: str) -> bool:
    return len(text) >= TRIVIAL and not text.startswith(KEEP_APART)
