"""The rules about the skeleton: it is the specification, and the reference keeps to it. Reads only. For the gate."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from grader.course.model import Course, Topic
from grader.errors import Place
from grader.harness.suite.student import Student
from grader.verify.examined import reference
from grader.verify.finding import Finding, Problem, counted, finding, parse
from grader.verify.sources import functions, is_blank, is_public, is_same
from grader.verify.stubs import Function, exceptions
from grader.verify.tasks import TODO


def signatures_agree(course: Course, topic: Topic) -> Finding:
    """Skeleton and reference have the same public names, and these can be used in the same way."""
    given, answer = parse(topic.skeleton), parse(reference(course, topic))
    ours, theirs = interface(given), interface(answer)
    problems = []
    for name, (line, said) in ours.items():
        if name not in theirs:
            message = f"{name} is in the skeleton and not in the reference"
            problems.append(Problem(message, Place(topic.skeleton, line), "write it, or take it out"))
        elif theirs[name][1] != said:
            message = f"{name} is {said!r} in the skeleton and {theirs[name][1]!r} in the reference"
            problems.append(
                Problem(message, Place(reference(course, topic), theirs[name][0]), "write the same in both")
            )
    for name, (line, said) in theirs.items():
        if name not in ours and not said.startswith("value"):
            message = f"{name} is in the reference and not in the skeleton"
            repair = "call it _so, or put it into the skeleton"
            problems.append(Problem(message, Place(reference(course, topic), line), repair))
    return finding("skeleton and reference have the same signatures", counted(len(ours), "name"), problems)


def names_are_reachable(_: Course, topic: Topic) -> Finding:
    """No function or class has a name that the ``student`` fixture uses itself: no test could reach it."""
    taken = {name for name in dir(Student) if is_public(name)}
    found = {
        name: line for name, (line, said) in interface(parse(topic.skeleton)).items() if not said.startswith("value")
    }
    problems = [
        Problem(f"{name} can't be reached by a test: student.{name} is the fixture's", place, "give it another name")
        for name, place in ((name, Place(topic.skeleton, line)) for name, line in found.items())
        if name in taken
    ]
    return finding("tests can reach every name of the skeleton", counted(len(found), "name"), problems)


def skeleton_is_blank(course: Course, topic: Topic) -> Finding:
    """Every function of the skeleton has a docstring and a TODO and raises NotImplementedError, or it is given."""
    tree = parse(topic.skeleton)
    lines = topic.skeleton.read_text("utf-8").splitlines()
    answers = dict(functions(parse(reference(course, topic))))
    found = list(functions(tree))
    problems: list[Problem] = []
    for name, function in found:
        problems += _skeleton_problems(name, function, lines, answers.get(name), topic.skeleton)
    if ast.get_docstring(tree) is None:
        problems.append(Problem("the skeleton has no docstring", Place(topic.skeleton, 1), "say what it is to become"))
    return finding("the skeleton says what to do and does nothing", counted(len(found), "function"), problems)


def interface(tree: ast.Module) -> dict[str, tuple[int, str]]:
    """What a module offers: by dotted name the line, and the form in which it can be used, in words."""
    found: dict[str, tuple[int, str]] = {}
    raised = exceptions(tree)
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and is_public(node.name):
            bases = f" of {', '.join(map(ast.unparse, node.bases))}" if node.name in raised else ""
            found[node.name] = (node.lineno, f"class{bases}")
            found |= {f"{node.name}.{name}": (line, f"value{given}") for name, line, given in _values(node.body, True)}
    for name, line, said in _values(tree.body, False):
        found[name] = (line, f"value{said}")
    for name, function in functions(tree):
        if all(is_public(part) for part in name.split(".")):
            found[name] = (function.lineno, form(function))
    return found


def form(function: Function) -> str:
    """A function's form: ``async def (a, b=…, *, c)``. Annotations and values of defaults are left out."""
    given = function.args
    positional = [*given.posonlyargs, *given.args]
    required = len(positional) - len(given.defaults)
    parts = [f"{one.arg}=…" if index >= required else one.arg for index, one in enumerate(positional)]
    if given.posonlyargs:
        parts.insert(len(given.posonlyargs), "/")
    if given.vararg:
        parts.append(f"*{given.vararg.arg}")
    elif given.kwonlyargs:
        parts.append("*")
    parts += [
        one.arg if default is None else f"{one.arg}=…"
        for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True)
    ]
    if given.kwarg:
        parts.append(f"**{given.kwarg.arg}")
    marks = [f"@{name} " for name in map(ast.unparse, function.decorator_list) if name in MARKS]
    word = "async def" if isinstance(function, ast.AsyncFunctionDef) else "def"
    return f"{''.join(marks)}{word} ({', '.join(parts)})"


MARKS = ("property", "staticmethod", "classmethod", "contextmanager", "asynccontextmanager")
"""Decorators that change how a function is used."""


def _values(body: list[ast.stmt], fields: bool) -> Iterator[tuple[str, int, str]]:
    """Public names that are assigned: constants with their value, fields with whether they have a default."""
    for node in body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            if not isinstance(target, ast.Name) or not is_public(target.id):
                continue
            value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
            if fields:
                yield target.id, node.lineno, "" if value is None else " with a default"
            elif target.id.isupper() and len(target.id) > 1:  # a single letter is a type variable
                yield target.id, node.lineno, "" if value is None else f" {ast.unparse(value)}"
            else:
                yield target.id, node.lineno, ""


def _skeleton_problems(
    name: str, function: Function, lines: list[str], answer: Function | None, path: Path
) -> Iterator[Problem]:
    place = Place(path, function.lineno)
    special = function.name.startswith("__")
    if not special and ast.get_docstring(function) is None:
        yield Problem(f"{name} has no docstring", place, "say what it gives back and what it raises")
    if not is_blank(function):
        if answer is None or not is_same(function, answer):
            repair = "end it so, or give it to the student as the reference has it"
            yield Problem(f"{name} does not end in raise NotImplementedError", place, repair)
    elif not TODO.search("\n".join(lines[function.lineno - 1 : function.end_lineno])):
        yield Problem(f"{name} has no TODO", place, "add `# TODO(task-id)`, the task by which it gets written")
