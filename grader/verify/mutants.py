"""Mutants: small changes of a source, each of which some test should notice. Pure functions of the source.

The operators are a common core of what mutation tools do (see mutmut's and PIT's lists), without those that only change
texts for people: docstrings, messages, annotations and logging stay as they are.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from grader.verify.sources import body, functions
from grader.verify.stubs import Function

MODULE = "(module)"
LOGGING = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log", "print", "warn"})
COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}


@dataclass(frozen=True)
class Mutant:
    """One change. ``id`` names it by function and by what becomes of what: changes elsewhere don't touch it."""

    id: str
    function: str
    line: int
    source: bytes


def mutants(source: str, given: Collection[str] = ()) -> list[Mutant]:
    """All mutants of a source in the order of its lines. ``given``: functions and constants to leave alone."""
    tree = ast.parse(source)
    offsets = _offsets(source)
    found: list[Mutant] = []
    seen: dict[str, int] = {}
    for name, root in _roots(tree, given):
        for node, changed in _changes(root):
            start = offsets[node.lineno - 1] + node.col_offset
            end = offsets[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
            text = ast.unparse(changed)
            new = f"({text})" if isinstance(node, ast.expr) else text
            data = source.encode()
            mutated = data[:start] + new.encode() + data[end:]
            if not _compiles(mutated):
                continue
            id = f"{name}: {_short(ast.unparse(node))} → {_short(text)}"
            seen[id] = seen.get(id, 0) + 1
            found.append(Mutant(id if seen[id] == 1 else f"{id} #{seen[id]}", name, node.lineno, mutated))
    return found


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
            yield from ((name, default) for default in _defaults(function))
            yield from ((name, statement) for statement in body(function))


def _defaults(function: Function) -> list[ast.expr]:
    return [*function.args.defaults, *(one for one in function.args.kw_defaults if one is not None)]


def _changes(root: ast.AST) -> Iterator[tuple[ast.stmt | ast.expr, ast.AST]]:
    """Each node below ``root`` that can be changed, with what takes its place."""
    if _is_for_people(root):
        if isinstance(root, ast.Raise):
            yield root, ast.Pass()
        return
    if isinstance(root, ast.stmt | ast.expr):
        for operator in OPERATORS:
            yield from ((root, changed) for changed in operator(root))
    if isinstance(root, ast.If | ast.While | ast.IfExp) and isinstance(root.test, ast.Name | ast.Attribute | ast.Call):
        yield root.test, ast.UnaryOp(ast.Not(), root.test)  # other tests are changed by themselves
    for field, value in ast.iter_fields(root):
        if field in ("annotation", "returns", "decorator_list", "type_comment"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not (isinstance(root, ast.JoinedStr) and isinstance(child, ast.Constant)):
                yield from _changes(child)


def _is_for_people(node: ast.AST) -> bool:
    """Whether what is below this is only read by people: an exception's text, a log line, a text on its own."""
    if isinstance(node, ast.Raise):
        return True
    if not isinstance(node, ast.Expr):
        return False
    called = node.value.func if isinstance(node.value, ast.Call) else None
    name = called.attr if isinstance(called, ast.Attribute) else called.id if isinstance(called, ast.Name) else ""
    return name in LOGGING or isinstance(node.value, ast.Constant)


def _comparison(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare):
        for index, operator in enumerate(node.ops):
            changed = copy.deepcopy(node)
            changed.ops[index] = COMPARISONS[type(operator)]()
            yield changed


def _junction(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)


def _negation(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand


def _constant(node: ast.AST) -> Iterator[ast.AST]:
    if not isinstance(node, ast.Constant) or node.value is None or node.value is Ellipsis:
        return
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        yield ast.Constant(value + 1)
    elif isinstance(value, str) and value and " " not in value:  # with a space in it, it is a text for people
        yield ast.Constant(f"{value}XX")


def _arithmetic(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        yield ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
    if isinstance(node, ast.AugAssign) and type(node.op) in ARITHMETIC:
        yield ast.AugAssign(node.target, ARITHMETIC[type(node.op)](), node.value)


def _removal(node: ast.AST) -> Iterator[ast.AST]:
    """A statement that does something is left out; a result becomes None."""
    kept = isinstance(node, ast.Assign) and all(isinstance(target, ast.Name | ast.Tuple) for target in node.targets)
    if isinstance(node, ast.Expr | ast.AugAssign | ast.Delete | ast.Break | ast.Continue) or (
        isinstance(node, ast.Assign) and not kept
    ):
        yield ast.Pass()
    if isinstance(node, ast.Return) and node.value is not None and not isinstance(node.value, ast.Constant):
        yield ast.Return(ast.Constant(None))


def _keyword(node: ast.AST) -> Iterator[ast.AST]:
    """A call loses one of its named arguments: ``timeout``, ``algorithms`` …"""
    if isinstance(node, ast.Call):
        for index, keyword in enumerate(node.keywords):
            if keyword.arg is not None:
                yield ast.Call(node.func, node.args, [*node.keywords[:index], *node.keywords[index + 1 :]])


OPERATORS: tuple[Callable[[ast.AST], Iterator[ast.AST]], ...] = (
    _comparison,
    _junction,
    _negation,
    _constant,
    _arithmetic,
    _removal,
    _keyword,
)


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
