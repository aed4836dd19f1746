"""Mutants: small changes of a source, each of which some test should notice. Pure functions of the source.

What is changed is in ``grader.verify.operators``; what only people read stays as it is: docstrings, messages,
annotations and logging.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from grader.verify.operators import OPERATORS, boundary_of_times
from grader.verify.sources import body, functions
from grader.verify.stubs import Function

MODULE = "(module)"
LOGGING = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log", "print", "warn"})


@dataclass(frozen=True)
class Mutant:
    """One change. ``id`` names it by function and by what becomes of what: changes elsewhere don't touch it."""

    id: str
    function: str
    line: int
    source: bytes


@dataclass(frozen=True)
class _Change:
    """The text from ``start`` to ``end`` (line and column in bytes) becomes ``new``; ``told`` names it."""

    start: tuple[int, int]
    end: tuple[int, int]
    new: str
    told: str


def mutants(source: str, given: Collection[str] = (), *, exact_times: bool = True) -> list[Mutant]:
    """All mutants of a source in the order of its lines.

    ``given``: functions and constants to leave alone. ``exact_times``: change ``>`` to ``>=`` where times are compared.
    """
    tree = ast.parse(source)
    offsets, data = _offsets(source), source.encode()
    found: list[Mutant] = []
    seen: dict[str, int] = {}
    for name, change in _all_changes(tree, given, exact_times):
        start = offsets[change.start[0] - 1] + change.start[1]
        end = offsets[change.end[0] - 1] + change.end[1]
        mutated = data[:start] + change.new.encode() + data[end:]
        if not _compiles(mutated):
            continue
        id = f"{name}: {change.told}"
        seen[id] = seen.get(id, 0) + 1
        found.append(Mutant(id if seen[id] == 1 else f"{id} #{seen[id]}", name, change.start[0], mutated))
    return found


def _all_changes(tree: ast.Module, given: Collection[str], exact_times: bool) -> Iterator[tuple[str, _Change]]:
    for name, root in _roots(tree, given):
        for node, changed in _changes(root):
            if exact_times or not boundary_of_times(node):
                yield name, _change(node, changed)
    for name, function in functions(tree):
        if name not in given:
            yield from ((name, change) for change in _defaults_taken_out(function))


def _roots(tree: ast.Module, given: Collection[str]) -> Iterator[tuple[str, ast.AST]]:
    """What may be changed: the bodies and defaults of functions, and values of the module's constants."""
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = {target.id for target in targets if isinstance(target, ast.Name)}
            if not names & set(given):
                yield MODULE, node.value
    for name, function in functions(tree):
        if name not in given:
            yield from ((name, default) for _, default in _defaults(function))
            yield from ((name, statement) for statement in body(function))


def _defaults(function: Function) -> list[tuple[ast.arg, ast.expr]]:
    """The arguments that have a default, each with it."""
    args = function.args
    positional = [*args.posonlyargs, *args.args]
    at = len(positional) - len(args.defaults)
    named = [(arg, one) for arg, one in zip(args.kwonlyargs, args.kw_defaults, strict=True) if one is not None]
    return [*zip(positional[at:], args.defaults, strict=True), *named]


def _defaults_taken_out(function: Function) -> Iterator[_Change]:
    """An argument has to be given; the syntax allows that of the first default and of named arguments."""
    for arg, default in _defaults(function):
        end = (default.end_lineno or default.lineno, default.end_col_offset or 0)
        begin = (arg.end_lineno or arg.lineno, arg.end_col_offset or 0)
        yield _Change(begin, end, "", f"{arg.arg}={_short(ast.unparse(default))} → {arg.arg}")


def _change(node: ast.stmt | ast.expr | ast.ExceptHandler, changed: ast.AST) -> _Change:
    """``node`` written anew. A branch or handler is changed in its test or type alone, so that its body keeps its
    text."""
    old, new = _first_line(node), _first_line(changed)
    told = "finally → plain" if isinstance(node, ast.Try) else f"{old} → {new}"
    if isinstance(node, ast.If) and isinstance(changed, ast.If):
        node, changed = node.test, changed.test
    elif isinstance(node, ast.ExceptHandler) and isinstance(changed, ast.ExceptHandler):
        assert node.type is not None, "a bare except has no exception that could be taken out"
        assert changed.type is not None, "what is left is at least an empty tuple"
        node, changed = node.type, changed.type
    text = ast.unparse(ast.fix_missing_locations(changed))
    if isinstance(node, ast.expr):
        text = f"({text})"
    text = text.replace("\n", "\n" + " " * node.col_offset)
    end = (node.end_lineno or node.lineno, node.end_col_offset or 0)
    return _Change((node.lineno, node.col_offset), end, text, told)


def _first_line(node: ast.AST) -> str:
    """How a mutant's name shows a node: whole, but of what has a body only its head."""
    text = ast.unparse(ast.fix_missing_locations(node)).strip()
    return text.split("\n")[0] if isinstance(node, ast.If | ast.ExceptHandler) else _short(text)


def _changes(root: ast.AST) -> Iterator[tuple[ast.stmt | ast.expr | ast.ExceptHandler, ast.AST]]:
    """Each node below ``root`` that can be changed, with what takes its place."""
    if _is_for_people(root):
        if isinstance(root, ast.Raise):
            yield root, ast.Pass()
        return
    if isinstance(root, ast.stmt | ast.expr | ast.ExceptHandler):
        for operator in OPERATORS:
            yield from ((root, changed) for changed in operator(root))
    if isinstance(root, ast.If | ast.While | ast.IfExp) and isinstance(root.test, ast.Name | ast.Attribute | ast.Call):
        yield root.test, ast.UnaryOp(ast.Not(), root.test)  # other tests are changed by themselves
    for field, value in ast.iter_fields(root):
        if field in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        if isinstance(root, ast.ExceptHandler) and field == "type":
            continue  # the handler's own change
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not (isinstance(root, ast.JoinedStr) and isinstance(child, ast.Constant)):
                for part in _members_if_taken_apart(root, child):
                    yield from _changes(part)


def _members_if_taken_apart(parent: ast.AST, child: ast.AST) -> Sequence[ast.AST]:
    """A tuple's members where it is returned or unpacked, for Python itself would miss one; else ``child``."""
    unpacked = isinstance(parent, ast.Assign) and any(isinstance(one, ast.Tuple) for one in parent.targets)
    if isinstance(child, ast.Tuple) and (unpacked or isinstance(parent, ast.Return | ast.Yield)):
        return child.elts
    return [child]


def _is_for_people(node: ast.AST) -> bool:
    """Whether what is below this is only read by people: an exception's text, a log line, a text on its own."""
    if isinstance(node, ast.Raise):
        return True
    if not isinstance(node, ast.Expr):
        return False
    called = node.value.func if isinstance(node.value, ast.Call) else None
    name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
    return name in LOGGING or isinstance(node.value, ast.Constant)


def _offsets(source: str) -> list[int]:
    """Where each line begins, in bytes: the columns of syntax trees are bytes too."""
    found = [0]
    for line in source.encode().split(b"\n"):
        found.append(found[-1] + len(line) + 1)
    return found


def _compiles(source: bytes) -> bool:
    try:
        compile(source, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def _short(text: str) -> str:
    return " ".join(text.split())
