"""Reads what the docstring of a wrong answer says: ``Fails: test_a, test_b[param]``, ``Breaks the whole: reason``.

Pure functions.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

TEST = re.compile(r"test_\w+(?:\[.*?\](?=\s*(?:[,.]|and\b|$)))?")
"""A name ends at white space or a comma; a parameter at a bracket that one of these follows: it may hold anything."""
FAILS, BREAKS = "Fails:", "Breaks the whole:"


@dataclass(frozen=True)
class Named:
    """The names in a docstring, and the line on which they begin."""

    names: tuple[str, ...]
    line: int

    def means(self, name: str, id: str) -> bool:
        """Whether a name means that test: itself, or any one parameter of it."""
        return id == name or ("[" not in name and id.startswith(f"{name}["))

    def names_test(self, id: str) -> bool:
        """Whether the test is named."""
        return any(self.means(name, id) for name in self.names)


@dataclass(frozen=True)
class Said:
    """What a docstring says after a word, and the line on which that begins."""

    text: str
    line: int


def named_tests(tree: ast.Module) -> Named | None:
    """What a module's docstring says after ``Fails:``, up to an empty line; None without that line."""
    said = _said(tree, FAILS)
    return Named(tuple(dict.fromkeys(TEST.findall(said.text))), said.line) if said else None


def breaks_the_whole(tree: ast.Module) -> Said | None:
    """What a module's docstring says after ``Breaks the whole:``; None without that line."""
    return _said(tree, BREAKS)


def _said(tree: ast.Module, word: str) -> Said | None:
    """What stands after a word that begins a line, up to an empty line or the next such word."""
    text = ast.get_docstring(tree, clean=False)
    lines = [line.strip() for line in text.splitlines()] if text is not None else []
    at = next((index for index, line in enumerate(lines) if line.startswith(word)), None)
    if at is None:
        return None
    said = [lines[at].removeprefix(word)]
    for line in lines[at + 1 :]:
        if not line or line.startswith((FAILS, BREAKS)):
            break
        said.append(line)
    return Said(" ".join(said).strip(), tree.body[0].lineno + at)
