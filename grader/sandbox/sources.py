"""What is told of a student's objects besides their values: where in the source they are, and whether they stay.
Sandbox only.
"""

from __future__ import annotations

import inspect
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


def place_of(function: Any, folder: str) -> list[Any] | None:
    """``[file, line, name]`` of a function's or class's definition, if it is in the student's folder."""
    try:
        if inspect.isclass(function):
            function = function.__init__
        code = getattr(inspect.unwrap(function), "__code__", None)
    except Exception:  # an object that makes up its attributes: wrapped in itself, for instance
        return None
    if type(code) is not CodeType or not code.co_filename.startswith(folder + "/"):
        return None
    return [code.co_filename.removeprefix(folder + "/"), code.co_firstlineno, code.co_name]
