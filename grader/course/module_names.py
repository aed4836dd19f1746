"""Which module names are already taken, so that no topic and no helper module hides a library."""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from pathlib import PurePath

OWN = frozenset({"conftest", "grader", "mocks", "sitecustomize", "usercustomize"})
"""Names that mean something to the grader or to Python itself, whatever is installed."""


def taken_by(name: str) -> str:
    """Who already owns the module name, in words for a message; empty if it is free.

    Looks into the installed packages themselves rather than at a list: measured, a file ``jwt.py`` shadows
    PyJWT.
    """
    if name in sys.stdlib_module_names:
        return "Python's standard library"
    if name in OWN:
        return "the grader"
    folders = [entry for entry in sys.path if PurePath(entry).name in ("site-packages", "dist-packages")]
    if PathFinder.find_spec(name, folders) is not None:
        return "an installed library"
    return ""
