"""Splices a graft, the definitions in which a mistake differs, into the reference. Pure functions of two texts.

Lines are moved as they stand, found by the positions in the syntax tree: the rest of the reference keeps its text and
its comments. What a graft may hold is in docs/contract.md, "Proving a topic".
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.errors import InputError, Place
from grader.verify.definitions import (
    Definitions,
    Group,
    Import,
    begins_line,
    bound,
    by_name,
    deleted,
    first_line,
    groups,
    has_docstring,
    imported,
    is_alone,
    leading_imports,
    nested,
    told,
)

COMPOUND = ast.If | ast.Try | ast.TryStar | ast.With | ast.For | ast.While | ast.Match


@dataclass(frozen=True)
class Edit:
    """These lines take the place of the lines ``first`` to ``last``; with ``last = first - 1`` they are inserted."""

    first: int
    last: int
    lines: Sequence[str]


def graft(reference: str, graft: str, *, path: Path | str = "the graft") -> str:
    """The reference with the definitions of the graft. InputError, with a place in ``path``, if it can't be done."""
    spliced = _Splicing(reference, graft, path).module()
    try:
        compile(spliced, str(path), "exec")
    except SyntaxError as error:
        near = (error.text or "").strip()
        repair = f"look at {near!r}; to take all of a class out, write `del` and its name"
        message = f"the reference with this graft is no Python: {error.msg}"
        raise InputError(message, place=Place(path), repair=repair) from None
    return spliced


class _Splicing:
    """One graft on its way into the reference: both texts, and the edits so far."""

    def __init__(self, reference: str, graft: str, path: Path | str) -> None:
        self._path = path
        self._reference = reference.split("\n")
        self._graft = graft.split("\n")
        self._theirs = ast.parse(reference)
        self._ours = self._parsed(graft)
        self._edits: list[Edit] = []

    def module(self) -> str:
        """The text of the reference with all edits made, from its end to its beginning so that line numbers hold."""
        self._collect_edits()
        if not self._edits:
            raise self._refused(1, "nothing in it differs from the reference", "write the definition that differs")
        lines = list(self._reference)
        edits = sorted(self._edits, key=lambda edit: (edit.first, edit.last))
        for edit in reversed(edits):
            lines[edit.first - 1 : edit.last] = edit.lines
        return "\n".join(lines)

    def _collect_edits(self) -> None:
        nodes = self._ours.body[has_docstring(self._ours) :]
        others = [node for node in nodes if not isinstance(node, Import) and not _does_nothing(node)]
        removed = {name for node in others for name in deleted(node)}
        self._imports([node for node in nodes if isinstance(node, Import)], removed)
        self._definitions(self._theirs.body, others, within="")

    def _imports(self, imports: Iterable[Import], removed: set[str]) -> None:
        """New imports follow the first imports of the reference; those of ``__future__`` come before all others."""
        body = self._theirs.body
        head = body[: has_docstring(self._theirs)]
        leading = leading_imports(body[len(head) :])
        known = {one for node in leading for one in imported(node)}
        first = _end(head) + 1
        after = max(_end(leading) + 1, first)
        defined = by_name(body).keys() - removed
        for node in imports:
            if imported(node) <= known:
                continue
            if taken := [name for name in bound(node) if name in defined]:
                message = f"the reference defines {taken[0]}, which would replace this import"
                raise self._refused(node.lineno, message, f"add `del {taken[0]}`")
            is_future = isinstance(node, ast.ImportFrom) and node.module == "__future__"
            self._insert(first if is_future else after, [ast.unparse(node)])

    def _definitions(self, theirs: list[ast.stmt], ours: list[ast.stmt], *, within: str) -> None:
        """Replace, take out and insert the definitions of the module, or the members of a class."""
        self._ensure_understood(ours, within)
        there = by_name(theirs)
        new: list[Group] = []
        seen: set[str] = set()
        for item in groups(ours):
            self._ensure_once(item, seen)
            found = self._counterpart(item, there, theirs)
            if item.is_deletion:
                self._take_out(item, found)
            elif found is None:
                new.append(item)
            else:
                self._insert_all(new, found.first)
                self._replace(found, item, within, may_be_same=bool(new))
                new = []
        self._insert_all(new, _end(theirs) + 1)

    def _replace(self, found: Group, item: Group, within: str, *, may_be_same: bool) -> None:
        """``may_be_same``: it is there to say where the new definitions before it belong."""
        before = len(self._edits)
        old, new = found.nodes[0], item.nodes[0]
        if not within and isinstance(old, ast.ClassDef) and isinstance(new, ast.ClassDef):
            self._class(found, item, old, new)
        elif not found.is_same(item):
            self._put(found, item)
        if len(self._edits) == before and not may_be_same:
            message = f"{within}{told(item.names)} is the same as in the reference"
            raise self._refused(item.first, message, "take it out: a graft holds only what differs")

    def _class(self, found: Group, item: Group, old: ast.ClassDef, new: ast.ClassDef) -> None:
        """Replace the head and the docstring of a class if they differ, and those members that the graft has."""
        if not begins_line(old.body[0], self._reference):
            if not found.is_same(item):
                self._put(found, item)
            return
        if not begins_line(new.body[0], self._graft) or new.body[0].col_offset != old.body[0].col_offset:
            message = f"the body of {new.name} is not indented as in the reference"
            raise self._refused(new.lineno, message, "write it on lines of its own, indented as there")
        if _head(old) != _head(new):
            head = self._graft[item.first - 1 : first_line(new.body[0]) - 1]
            self._edits.append(Edit(found.first, first_line(old.body[0]) - 1, head))
        if has_docstring(new) and ast.get_docstring(old) != ast.get_docstring(new):
            first = old.body[0].lineno if has_docstring(old) else first_line(old.body[0])
            last = _end(old.body[:1]) if has_docstring(old) else first - 1
            self._edits.append(Edit(first, last, self._graft[new.body[0].lineno - 1 : new.body[0].end_lineno]))
        members = [node for node in new.body[has_docstring(new) :] if not _does_nothing(node)]
        self._definitions(old.body, members, within=f"{new.name}.")

    def _counterpart(self, item: Group, there: Definitions, theirs: list[ast.stmt]) -> Group | None:
        """What defines the same names in the reference, or None."""
        found = {group.first: group for name in item.names for group in there.get(name, ())}
        if not found:
            self._ensure_reachable(item, theirs)
            return None
        lines = told(str(line) for line in sorted(found))
        if len(found) > 1:
            message = f"the reference defines {told(item.names)} in several places (lines {lines})"
            raise self._refused(item.first, message, "let the reference define it in one place")
        (group,) = found.values()
        if set(group.names) != set(item.names):
            message = f"the reference defines {told(group.names)} in one statement (line {lines})"
            raise self._refused(item.first, message, "write the whole statement")
        return group

    def _take_out(self, item: Group, found: Group | None) -> None:
        if found is None:
            message = f"the reference does not define {told(item.names)} here, so it can't be taken out"
            raise self._refused(item.first, message, "correct the name, or take the `del` out")
        self._ensure_alone(found, self._reference, "of the reference", item.first)
        self._edits.append(Edit(found.first, found.last, ()))

    def _put(self, found: Group, item: Group) -> None:
        self._ensure_alone(found, self._reference, "of the reference", item.first)
        self._edits.append(Edit(found.first, found.last, self._text(item)))

    def _insert_all(self, items: Iterable[Group], line: int) -> None:
        for item in items:
            self._insert(line, ["", *self._text(item), ""])

    def _insert(self, line: int, lines: Sequence[str]) -> None:
        self._edits.append(Edit(line, line - 1, lines))

    def _text(self, item: Group) -> list[str]:
        self._ensure_alone(item, self._graft, "of this file", item.first)
        return self._graft[item.first - 1 : item.last]

    def _ensure_understood(self, nodes: Iterable[ast.stmt], within: str) -> None:
        for node in nodes:
            if not groups([node]):
                where = f"in the class {within[:-1]}" if within else "in a graft"
                message = f"a statement that has no place {where}: {ast.unparse(node).splitlines()[0]}"
                repair = "write functions, classes, assignments to names, imports, or `del name`"
                raise self._refused(node.lineno, message, repair)

    def _ensure_once(self, item: Group, seen: set[str]) -> None:
        if twice := sorted(seen & set(item.names)):
            repair = "write it once; a property and its setter next to each other"
            raise self._refused(item.first, f"{told(twice)} is here a second time", repair)
        seen |= set(item.names)

    def _ensure_reachable(self, item: Group, theirs: Iterable[ast.stmt]) -> None:
        for node in theirs:
            if isinstance(node, COMPOUND) and not nested(node).isdisjoint(item.names):
                message = f"the reference defines {told(item.names)} inside another statement (line {node.lineno})"
                raise self._refused(item.first, message, "let the reference define it outside of it")

    def _ensure_alone(self, group: Group, lines: Sequence[str], whose: str, at: int) -> None:
        for node in group.nodes:
            if not is_alone(node, lines):
                message = f"line {node.lineno} {whose} holds more than one statement"
                raise self._refused(at, message, "write each on a line of its own")

    def _parsed(self, graft: str) -> ast.Module:
        try:
            return ast.parse(graft)
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", 0) or 0
            raise self._refused(line, f"no Python: {error}", "mend the syntax") from None

    def _refused(self, line: int, message: str, repair: str) -> InputError:
        return InputError(message, place=Place(self._path, line), repair=repair)


def _end(nodes: Sequence[ast.stmt]) -> int:
    """The last line of statements; 0 if there are none."""
    return (nodes[-1].end_lineno or 0) if nodes else 0


def _head(node: ast.ClassDef) -> list[str]:
    """What stands above the body of a class: decorators, bases, keywords."""
    return [ast.dump(part) for part in (*node.decorator_list, *node.bases, *node.keywords)]


def _does_nothing(node: ast.stmt) -> bool:
    """``pass``, ``...`` (the body of a class of which only the head differs), and the docstring of a constant."""
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
