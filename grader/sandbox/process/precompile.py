"""Compiles a submission's files once, in a cell of its own, so that no further cell has to. Sandbox only.

None of the student's code runs in that cell, so nobody can put anything else in its place. What it leaves in its
working folder is opaque to the trusted side, which only hands it on to the cells of the same submission.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import py_compile

HEADER = 16
"""Bytes before the code in a ``.pyc`` (PEP 552)."""


def compile_all(folder: str, scratch: str) -> None:
    """Leave ``<name>.pyc`` in ``scratch`` for each ``<name>.py`` of ``folder`` that compiles.

    They are not checked against their source again (PEP 552): the folder does not change.
    """
    for name in sorted(os.listdir(folder)):
        if name.endswith(".py"):
            path = f"{folder}/{name}"
            mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
            # What does not compile is told, with its line, by the import of the first test.
            with contextlib.suppress(Exception):
                py_compile.compile(path, f"{scratch}/{name}c", dfile=path, doraise=True, invalidation_mode=mode)
            _whole_or_none(f"{scratch}/{name}c")


def _whole_or_none(path: str) -> None:
    """Drop a file that was cut: where a disk is full, ``importlib`` writes what fits and says nothing
    (https://github.com/python/cpython/issues/126606). Its import would fail, and the student be blamed.
    """
    with contextlib.suppress(FileNotFoundError), open(path, "rb") as file:
        try:
            marshal.loads(file.read()[HEADER:])  # noqa: S302 — made here, a moment ago, from source text
        except (EOFError, ValueError, TypeError):
            os.unlink(path)
