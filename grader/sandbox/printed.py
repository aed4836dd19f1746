"""What the student's code prints. Sandbox only.

Python keeps printed text until somebody flushes, and the code may put anything in the place of ``sys.stdout``: None, a
``StringIO``, a class of its own without ``flush``, or a wrapper around the same file. Whatever it does there, it is no
reason to end: Python itself goes on as well.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import Any


def open_streams() -> None:
    """In the zygote, once: streams that know a pipe below them, as a cell will have it.

    Python asks a file what it is when it opens it. The zygote's own may be a terminal, a file or closed, so that text
    would leave in another order, and a wrapper around ``sys.stdout.buffer`` would try to seek in a pipe. What is no
    Unicode is printed as an escape: nobody loses points for a print.
    """
    read, write = os.pipe()
    for number, name in ((1, "stdout"), (2, "stderr")):
        kept = _copy_of(number)
        os.dup2(write, number)
        file = io.FileIO(number, "wb", closefd=False)
        file.name = f"<{name}>"
        stream = io.TextIOWrapper(
            io.BufferedWriter(file), "utf-8", "backslashreplace", newline="\n", line_buffering=name == "stderr"
        )
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
        os.dup2(kept, number)
        os.close(kept)
    os.close(read)
    os.close(write)


def _copy_of(number: int) -> int:
    try:
        return os.dup(number)
    except OSError:  # whoever started the grader has closed it
        return os.open(os.devnull, os.O_WRONLY)


class Printed:
    """The streams as the cell has found them, and those that stand in their places by now."""

    def __init__(self) -> None:
        self._found: tuple[Any, ...] = (sys.stdout, sys.stderr)

    def flush(self) -> None:
        """Let everything that was printed leave the process. What a stream of the student's raises concerns nobody."""
        present = (getattr(sys, "stdout", None), getattr(sys, "stderr", None))  # even these names can be deleted
        for stream in (*present, *self._found):  # a wrapper first: it writes into what is below it
            with suppress(BaseException):
                stream.flush()
