"""The rules about the text of a suite: each test says what should be true, each assertion what happened. Reads only."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from grader.course.model import Course, Topic
from grader.errors import Place
from grader.verify.examined import hidden
from grader.verify.finding import Finding, Problem, counted, finding, parse
from grader.verify.sources import functions
from grader.verify.stubs import Function


def suites_speak(course: Course, topic: Topic) -> Finding:
    """Every test has a docstring and decides something; every assertion has a message."""
    paths = [topic.folder / "test_examples.py", *hidden(course, topic)]
    trees = {path: parse(path) for path in paths if path.is_file()}
    shared = [tree for path, tree in trees.items() if not path.name.startswith("test_")]
    problems = [problem for path, tree in trees.items() for problem in suite_problems(tree, path, topic, shared)]
    number = sum(1 for tree in trees.values() for _ in tests(tree))
    return finding("every test has a sentence, every assertion a message", counted(number, "test function"), problems)


def tests(tree: ast.Module) -> Iterator[tuple[str, Function]]:
    """The test functions of a suite."""
    return ((name, node) for name, node in functions(tree) if node.name.startswith("test_"))


def suite_problems(tree: ast.Module, path: Path, topic: Topic, shared: Sequence[ast.Module]) -> Iterator[Problem]:
    """Everything that is wrong with the text of one file of a suite; ``shared`` are the modules it imports from."""
    deciding = _deciding([*shared, tree])
    expected = path.name.removeprefix("test_").removesuffix(".py")
    for name, node in tests(tree):
        place = Place(path, node.lineno)
        if not (ast.get_docstring(node) or "").strip():
            yield Problem(f"{name} has no docstring", place, "write the sentence that the student is to read")
        if isinstance(node, ast.AsyncFunctionDef):
            yield Problem(f"{name} is async", place, "write `def`: calls are awaited on the student's side")
        if not _decides(node, deciding):
            yield Problem(f"{name} has neither an assert nor a raises", place, "let it check something")
        if topic.task(expected) and (task := _task_of(node)) not in ("", expected):
            yield Problem(f"{name} is a test of {task}", place, f"move it to hidden/test_{task}.py")
    for inner in ast.walk(tree):
        if isinstance(inner, ast.Assert) and not _has_message(inner):
            repair = "add `, explain(expected=…, happened=…)`: nothing else of the test is shown"
            yield Problem("an assert without a message", Place(path, inner.lineno), repair)
        if _imports(inner, topic.id):
            repair = "use the fixture `student`: this would be the reference, or nothing"
            yield Problem(f"the suite imports {topic.id}", Place(path, getattr(inner, "lineno", 0)), repair)


def _has_message(node: ast.Assert) -> bool:
    return node.msg is not None and not (isinstance(node.msg, ast.Constant) and not str(node.msg.value).strip())


def _task_of(node: Function) -> str:
    """The task that a test's mark names, or an empty text where it has none that can be read."""
    for mark in node.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.task" and mark.args:
            return str(getattr(mark.args[0], "value", ""))
    return ""


def _deciding(trees: Iterable[ast.Module]) -> set[str]:
    """The suite's own functions and methods that decide something, be it by calling another one of them."""
    known: set[str] = set()
    helpers = [node for tree in trees for _, node in functions(tree) if not node.name.startswith("test_")]
    for _ in helpers:
        known |= {node.name for node in helpers if _decides(node, known)}
    return known


def _decides(function: Function, deciding: set[str]) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert) or (isinstance(node, ast.Raise) and "AssertionError" in ast.unparse(node)):
            return True
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("raises", "fail") or called in deciding:
                return True
    return False


def _imports(node: ast.AST, topic: str) -> bool:
    if isinstance(node, ast.Import):
        return any(name.name == topic for name in node.names)
    return isinstance(node, ast.ImportFrom) and node.module == topic
