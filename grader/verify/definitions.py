"""The definitions of a module or a class: which names each has, and on which lines it stands. For ``graft``."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.verify.stubs import Function

Import = ast.Import | ast.ImportFrom


@dataclass(frozen=True)
class Group:
    """Statements next to each other that define the same names, such as a property and its setter; or one ``del``."""

    names: tuple[str, ...]
    nodes: tuple[ast.stmt, ...]

    @property
    def first(self) -> int:
        """The first line, decorators included."""
        return first_line(self.nodes[0])

    @property
    def last(self) -> int:
        """The last line."""
        return self.nodes[-1].end_lineno or self.nodes[-1].lineno

    @property
    def is_deletion(self) -> bool:
        """Whether it takes a definition out."""
        return isinstance(self.nodes[0], ast.Delete)

    def is_same(self, other: Group) -> bool:
        """Whether both do the same, whatever their layout."""
        return [ast.dump(node) for node in self.nodes] == [ast.dump(node) for node in other.nodes]


Definitions = Mapping[str, Sequence[Group]]
"""The groups that define a name; more than one if others stand in between."""


def groups(nodes: Iterable[ast.stmt]) -> list[Group]:
    """The definitions and deletions among statements, in their order."""
    found: list[Group] = []
    last: ast.stmt | None = None
    for node in nodes:
        if isinstance(node, ast.Delete):
            found += [Group((name,), (node,)) for name in deleted(node)]
        elif names := defined(node):
            if found and found[-1].names == names and found[-1].nodes[-1] is last and not isinstance(last, ast.Delete):
                found[-1] = Group(names, (*found[-1].nodes, node))
            else:
                found.append(Group(names, (node,)))
        last = node
    return found


def by_name(nodes: Iterable[ast.stmt]) -> Definitions:
    """The definitions among statements by each of their names."""
    found: dict[str, list[Group]] = {}
    for group in groups(nodes):
        for name in group.names:
            found.setdefault(name, []).append(group)
    return found


def defined(node: ast.stmt) -> tuple[str, ...]:
    """The names of a function, a class, or an assignment to names and nothing else; () for any other statement."""
    if isinstance(node, Function | ast.ClassDef):
        return (node.name,)
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    parts = [part for target in targets for part in (target.elts if isinstance(target, ast.Tuple) else [target])]
    names = tuple(part.id for part in parts if isinstance(part, ast.Name))
    return names if len(names) == len(parts) else ()


def deleted(node: ast.stmt) -> tuple[str, ...]:
    """The names of a ``del name``; () for any other statement."""
    targets = node.targets if isinstance(node, ast.Delete) else []
    names = tuple(target.id for target in targets if isinstance(target, ast.Name))
    return names if len(names) == len(targets) else ()


def nested(node: ast.AST) -> set[str]:
    """The names that a compound statement (``if``, ``try`` …) defines for the module or class around it."""
    names: set[str] = set()
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.ClassDef):
            names.add(child.name)
        elif isinstance(child, ast.Name) and isinstance(child.ctx, ast.Store):
            names.add(child.id)
        else:
            names |= nested(child)
    return names


def imported(node: Import) -> set[tuple[int, str, str, str]]:
    """What an import imports: level, module, name, and the name that it gets here."""
    if isinstance(node, ast.ImportFrom):
        return {(node.level, node.module or "", one.name, one.asname or one.name) for one in node.names}
    return {(0, one.name, "", one.asname or "") for one in node.names}


def bound(node: Import) -> list[str]:
    """The names that an import gives to the module."""
    return [one.asname or one.name.partition(".")[0] for one in node.names]


def leading_imports(nodes: Iterable[ast.stmt]) -> list[Import]:
    """The imports before everything else."""
    found: list[Import] = []
    for node in nodes:
        if not isinstance(node, Import):
            break
        found.append(node)
    return found


def has_docstring(node: ast.Module | ast.ClassDef) -> bool:
    """Whether the first statement is a docstring."""
    return ast.get_docstring(node, clean=False) is not None


def first_line(node: ast.stmt) -> int:
    """The line on which a statement begins, decorators included."""
    decorators = node.decorator_list if isinstance(node, Function | ast.ClassDef) else []
    return min(node.lineno, *(one.lineno for one in decorators)) if decorators else node.lineno


def is_alone(node: ast.stmt, lines: Sequence[str]) -> bool:
    """Whether a statement shares its lines with no other; a comment may follow it."""
    after = lines[(node.end_lineno or node.lineno) - 1].encode()[node.end_col_offset :].strip()
    return begins_line(node, lines) and (not after or after.startswith(b"#"))


def begins_line(node: ast.stmt, lines: Sequence[str]) -> bool:
    """Whether nothing stands before a statement on its line."""
    return not lines[node.lineno - 1].encode()[: node.col_offset].strip()


def told(names: Iterable[str]) -> str:
    """``a``, or ``a and b``."""
    return " and ".join(names)
