"""The operators of ``grader.verify.mutants``: each gives what may take the place of one node of a syntax tree.

They are a common core of what mutation tools do (see mutmut's and PIT's lists), and what plausible mistakes in a course
look like: a member missing in a list, an argument left out, an exception not caught, a branch forgotten.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Callable, Iterator

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
PLAIN = frozenset(
    {"lower", "upper", "casefold", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix", "copy", "deepcopy"}
)
"""Methods and functions whose result often looks like what they are given: ``x.strip()`` without it is ``x``."""
SIMPLE = ast.Constant | ast.Name | ast.Attribute | ast.Starred
TIME = re.compile(r"\b(now|time|monotonic|deadline|elapsed|since|until|age|expires?|\w+_(at|until|since))\b")
"""What a comparison of times names. The moment itself matters only where a README says that it is exact."""


def boundary_of_times(node: ast.AST) -> bool:
    """Whether a comparison is one of times, in which ``>`` for ``>=`` changes a single moment."""
    return (
        isinstance(node, ast.Compare)
        and any(isinstance(one, ast.Lt | ast.LtE | ast.Gt | ast.GtE) for one in node.ops)
        and TIME.search(ast.unparse(node)) is not None
    )


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


def _member(node: ast.AST) -> Iterator[ast.AST]:
    """A set, list, tuple or dict that is written out loses one of its members."""
    if isinstance(getattr(node, "ctx", None), ast.Store | ast.Del):
        return
    if isinstance(node, ast.Set | ast.List | ast.Tuple) and all(isinstance(one, SIMPLE) for one in node.elts):
        for index in range(len(node.elts)):
            rest = [*node.elts[:index], *node.elts[index + 1 :]]
            if isinstance(node, ast.Set):
                yield ast.Set(rest) if rest else ast.Call(ast.Name("set", ast.Load()), [], [])
            else:
                yield type(node)(rest, ast.Load())
    if isinstance(node, ast.Dict):
        for index, key in enumerate(node.keys):
            if key is not None:
                keys, values = list(node.keys), list(node.values)
                del keys[index], values[index]
                yield ast.Dict(keys, values)


def _exception(node: ast.AST) -> Iterator[ast.AST]:
    """An ``except`` no longer catches one of its exceptions."""
    if isinstance(node, ast.ExceptHandler) and node.type is not None:
        caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        for index in range(len(caught)):
            changed = copy.copy(node)
            changed.type = ast.Tuple([*caught[:index], *caught[index + 1 :]], ast.Load())
            yield changed


def _finally(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in a ``finally`` is done only if nothing was raised."""
    if isinstance(node, ast.Try) and node.finalbody:
        plain = [*node.body, *node.orelse]
        if node.handlers:
            plain = [ast.Try(node.body, node.handlers, node.orelse, [])]
        yield ast.If(ast.Constant(True), [*plain, *node.finalbody], [])


def _branch(node: ast.AST) -> Iterator[ast.AST]:
    """One branch of an ``if`` is never taken."""
    if isinstance(node, ast.If | ast.IfExp):
        yield _with_test(node, False)
        if node.orelse:
            yield _with_test(node, True)


def _with_test(node: ast.If | ast.IfExp, value: bool) -> ast.AST:
    changed = copy.copy(node)
    changed.test = ast.Constant(value)
    return changed


def _plain(node: ast.AST) -> Iterator[ast.AST]:
    """A value is taken as it is: without ``.lower()``, ``.strip()``, ``copy(…)``, ``sorted(…)`` and the like."""
    if not isinstance(node, ast.Call):
        return
    if isinstance(node.func, ast.Attribute) and node.func.attr in PLAIN:
        module = isinstance(node.func.value, ast.Name) and node.func.value.id == "copy"
        yield node.args[0] if module and node.args else node.func.value
    elif isinstance(node.func, ast.Name) and node.func.id in PLAIN | {"sorted"} and node.args:
        yield node.args[0]


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
    _member,
    _exception,
    _finally,
    _branch,
    _plain,
)
