"""Submissions that answer without working: made from the skeleton, where each must earn no point. Pure functions.

Each replaces every ``raise NotImplementedError`` by the same statement; all else of the skeleton stays as it is.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef
Answer = Callable[[Function], ast.stmt]


def stubs(skeleton: ast.Module) -> Iterator[tuple[str, bytes]]:
    """Name and source of each stub."""
    yield "return None", _filled(skeleton, lambda _: _returns(ast.Constant(None)))
    yield "return True", _filled(skeleton, _true)
    yield "return the first argument", _filled(skeleton, _first_argument)
    yield "empty every argument and return the first", _filled(skeleton, _emptied)
    yield "raise Exception", _filled(skeleton, lambda _: _raises(ast.Name("Exception", ast.Load())))
    for name, call in exceptions(skeleton).items():
        yield f"raise {name}", _filled(skeleton, lambda _, call=call: _raises(call))  # type: ignore[misc] # call is bound here
        once = f"return None once, then raise {name}"
        yield once, _filled(skeleton, lambda function, call=call: _at_the_second_call(function, call))  # type: ignore[misc] # as above


def exceptions(skeleton: ast.Module) -> dict[str, ast.expr]:
    """The exception classes that a module defines, each with an expression that makes one."""
    known: dict[str, ast.ClassDef] = {}
    for node in skeleton.body:
        if isinstance(node, ast.ClassDef) and any(_is_exception(base, known) for base in node.bases):
            known[node.name] = node
    return {name: _made(node, known) for name, node in known.items()}


def is_unwritten(node: ast.stmt) -> bool:
    """Whether a statement is ``raise NotImplementedError``, with or without a message."""
    if not isinstance(node, ast.Raise):
        return False
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def _is_exception(base: ast.expr, known: dict[str, ast.ClassDef]) -> bool:
    name = base.attr if isinstance(base, ast.Attribute) else base.id if isinstance(base, ast.Name) else ""
    return name in known or name in ("Exception", "BaseException") or name.endswith(("Error", "Exception"))


def _made(node: ast.ClassDef, known: dict[str, ast.ClassDef]) -> ast.expr:
    """``Name(1, 1, key=1)``: as many arguments as its ``__init__``, or an ancestor's, must have."""
    made = ast.Name(node.name, ast.Load())
    where: ast.ClassDef | None = node
    while where is not None:
        for item in where.body:
            if isinstance(item, ast.FunctionDef) and item.name == "__init__":
                return _call(made, item.args)
        where = next((known[base.id] for base in where.bases if isinstance(base, ast.Name) and base.id in known), None)
    return made


def _call(made: ast.expr, arguments: ast.arguments) -> ast.expr:
    positional = len(arguments.posonlyargs) + len(arguments.args) - 1 - len(arguments.defaults)
    named = [
        ast.keyword(one.arg, ast.Constant(1))
        for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        if default is None
    ]
    return ast.Call(made, [ast.Constant(1) for _ in range(positional)], named)


class _Filler(ast.NodeTransformer):
    """Puts an answer in place of every ``raise NotImplementedError``, for the innermost function around it."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._around: list[Function] = []

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._inside(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self._inside(node)

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        return self._answer(self._around[-1]) if self._around and is_unwritten(node) else node

    def _inside(self, node: Function) -> ast.AST:
        self._around.append(node)
        self.generic_visit(node)
        self._around.pop()
        return node


def _filled(skeleton: ast.Module, answer: Answer) -> bytes:
    copy = ast.parse(ast.unparse(skeleton))
    return (ast.unparse(ast.fix_missing_locations(_Filler(answer).visit(copy))) + "\n").encode()


def _true(function: Function) -> ast.stmt:
    return _returns(ast.Constant(None if function.name == "__init__" else True))


def _first_argument(function: Function) -> ast.stmt:
    arguments = _arguments(function)
    if not arguments or function.name == "__init__":
        return _returns(ast.Constant(None))
    return _returns(ast.Name(arguments[0], ast.Load()))


def _emptied(function: Function) -> ast.stmt:
    """A test that compares with what it has passed sees its own list empty, and nothing equal to nothing."""
    given = ast.Tuple([ast.Name(name, ast.Load()) for name in _arguments(function)], ast.Load())
    clear = ast.parse("getattr(one, 'clear', str)()").body
    loop = ast.For(ast.Name("one", ast.Store()), given, clear, [])
    return ast.If(ast.Constant(True), [loop, _first_argument(function)], [])


def _arguments(function: Function) -> list[str]:
    """The names that the caller fills, ``self`` aside."""
    names = [one.arg for one in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    return names[1:] if names[:1] in (["self"], ["cls"]) else names


def _at_the_second_call(function: Function, call: ast.expr) -> ast.stmt:
    """A test that looks whether all is well at first, and then only whether something is raised, is taken in by it."""
    nothing = _returns(ast.Constant(None))
    if function.name == "__init__":
        return nothing
    called = "globals().setdefault('called before', set())"
    test = ast.parse(f"{function.name!r} not in {called}", mode="eval").body
    remember = ast.parse(f"{called}.add({function.name!r})").body
    return ast.If(test, [*remember, nothing], [_raises(call)])


def _returns(value: ast.expr) -> ast.stmt:
    return ast.Return(value)


def _raises(value: ast.expr) -> ast.stmt:
    return ast.Raise(value)
