"""Reads which tests a wrong answer is to fail: ``Fails: test_a, test_b[param]`` in its docstring. Pure functions."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

TEST = re.compile(r"test_\w+(?:\[.*?\](?=\s*(?:[,.]|and\b|$)))?")
"""A name ends at white space or a comma; a parameter at a bracket that one of these follows: it may hold anything."""


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


def named_tests(tree: ast.Module) -> Named | None:
    """What a module's docstring says after ``Fails:``, up to an empty line; None without that line."""
    text = ast.get_docstring(tree, clean=False)
    if text is None:
        return None
    lines = text.splitlines()
    at = next((index for index, line in enumerate(lines) if line.strip().startswith("Fails:")), None)
    if at is None:
        return None
    said: list[str] = []
    for line in lines[at:]:
        if not line.strip():
            break
        said.append(line.strip())
    names = TEST.findall(" ".join(said).removeprefix("Fails:").strip())
    return Named(tuple(dict.fromkeys(names)), tree.body[0].lineno + at)
