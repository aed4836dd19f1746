"""What is told of a student's objects besides their values: where in the source they are, and whether they stay.
Sandbox only.

Code says of itself in which file and line it stands, and ``compile`` takes any name for a file. So a line is told only
of code that the import of that file made; code that was made while it ran stands nowhere.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib.machinery import SourceFileLoader
from types import CodeType
from typing import Any


def is_lasting(target: Any, name: str) -> bool:
    """Whether an attribute can't be anything else by and by: a method of the class, a function or class of the
    module.
    """
    if inspect.ismodule(target):
        found = vars(target).get(name)
        return inspect.isfunction(found) or inspect.isclass(found)
    own = getattr(target, "__dict__", None)
    return own is not None and name not in own and inspect.isfunction(inspect.getattr_static(type(target), name, None))


class Sources:
    """The code of the student's files, as their import makes it. ``folder`` holds them and ends without a slash."""

    def __init__(self, folder: str) -> None:
        self._prefix = f"{folder}/"
        self._own: dict[int, CodeType] = {}
        self._made: dict[str, frozenset[CodeType]] = {}

    def imported(self, code: CodeType) -> None:
        """Remember what the import has made of the student's module."""
        self._own = {id(part): part for part in _parts(code)}

    def file_of(self, code: CodeType) -> str | None:
        """The name of the file that this code says it stands in, if that is one of the student's."""
        name = code.co_filename
        return name.removeprefix(self._prefix) if name.startswith(self._prefix) else None

    def stands_there(self, code: CodeType) -> bool:
        """Whether it is what the import of its file makes. Equal code, of a module beside it, has the same lines."""
        file = self.file_of(code)
        if file is None:
            return False
        if id(code) in self._own:
            return True
        if file not in self._made:
            made = self._compiled(file)
            self._made[file] = frozenset(_parts(made) if isinstance(made, CodeType) else ())
        return code in self._made[file]

    def syntax_error_at(self, error: SyntaxError) -> list[Any] | None:
        """``[file, line, ""]`` of an error that keeps one of the student's files from being imported."""
        name = str(error.filename)
        if not name.startswith(self._prefix):
            return None
        file = name.removeprefix(self._prefix)
        found = self._compiled(file)
        if isinstance(found, SyntaxError) and found.lineno == error.lineno:
            return [file, error.lineno or 1, ""]
        return None

    def place_of(self, function: Any) -> list[Any] | None:
        """``[file, line, name]`` of a function's or class's definition, if it is in the student's files."""
        try:
            if inspect.isclass(function):
                function = function.__init__
            code = getattr(inspect.unwrap(function), "__code__", None)
        except Exception:  # an object that makes up its attributes: wrapped in itself, for instance
            return None
        if type(code) is not CodeType or not self.stands_there(code):
            return None
        return [self.file_of(code), code.co_firstlineno, code.co_name]

    def _compiled(self, file: str) -> CodeType | Exception | None:
        try:
            return SourceFileLoader(file.removesuffix(".py"), self._prefix + file).get_code(file.removesuffix(".py"))
        except Exception as error:  # no such file, or one that is no Python
            return error


def _parts(code: CodeType) -> Iterator[CodeType]:
    """A module's code, and that of all functions and classes in it."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _parts(constant)
