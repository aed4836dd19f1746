"""The three standard streams, made fit for whatever the command was started with. The command line's start only.

Nothing about them may decide a grade or end a run: a reader that has seen enough (``| head -1``), a stream that was
closed (``>&-``, as cron jobs do), an encoding without our signs (``PYTHONIOENCODING=cp1252``), a terminal gone.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from typing import TextIO

GONE = frozenset((errno.EPIPE, errno.EIO, errno.EBADF, errno.ESHUTDOWN, errno.ECONNRESET))
"""Nobody reads any more: no reason to stop. A disk that is full is another thing."""
PLAIN = str.maketrans(
    {
        "✓": "+",
        "✗": "x",
        "○": "o",
        "◐": "~",
        "–": "-",
        "—": "-",
        "⊘": "/",
        "◷": "@",
        "↯": "!",
        "→": ">",
        "…": "...",
        "·": "-",
        "│": "|",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "×": "x",
    }
)


def prepare() -> None:
    """Open what is closed (before any file gets its number), and let the two outputs forgive."""
    for number, mode in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # takes the lowest free number, which is this one
            os.set_inheritable(number, True)  # programs that are started take it for granted as well
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115 — as long as the process
    sys.stdout = Forgiving(sys.stdout or _opened(1))
    sys.stderr = Forgiving(sys.stderr or _opened(2))


def finish() -> str:
    """Write what is still held back. Why there was no writing to the output; "" if there was, or if nobody reads."""
    trouble = [stream.end() for stream in (sys.stdout, sys.stderr) if isinstance(stream, Forgiving)]
    return trouble[0] if trouble else ""


class Forgiving(io.TextIOBase):
    """Writes on ``inner``: a sign that its encoding lacks as another one, and nothing any more once nobody reads."""

    def __init__(self, inner: TextIO) -> None:
        self._inner = inner
        self._over = False
        self._trouble = ""

    @property
    def encoding(self) -> str:  # type: ignore[override]  # a plain attribute in the base
        """As the stream has it."""
        return self._inner.encoding or "utf-8"

    @property
    def errors(self) -> str:  # type: ignore[override]  # a plain attribute in the base
        """What ``input`` does with a sign of its prompt that can't be written."""
        return "replace"

    def write(self, text: str) -> int:
        """Write as much of it as can be written."""
        if not self._over:
            with _Noting(self):
                self._inner.write(self._written(text))
        return len(text)

    def flush(self) -> None:
        """Write what is held back."""
        if not self._over:
            with _Noting(self):
                self._inner.flush()

    def isatty(self) -> bool:
        """Whether a person looks at it."""
        return self._inner.isatty()

    def fileno(self) -> int:
        """The descriptor below."""
        return self._inner.fileno()

    def writable(self) -> bool:
        """Always, as far as the caller needs to know."""
        return True

    def end(self) -> str:
        """Flush; then let nothing be left to Python's own last flush, which would end with 120. What went wrong."""
        self.flush()
        if self._over:
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), self._inner.fileno())
        return self._trouble

    def note(self, error: OSError) -> None:
        """Write nothing more: nobody reads, or it can't be written."""
        self._over = True
        self._trouble = "" if error.errno in GONE else error.strerror or str(error)

    def _written(self, text: str) -> str:
        encoding = self.encoding
        try:
            text.encode(encoding)
        except UnicodeEncodeError:
            return "".join(_sign(sign, encoding) for sign in text)
        return text


class _Noting:
    def __init__(self, stream: Forgiving) -> None:
        self._stream = stream

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, OSError):
            self._stream.note(error)
            return True
        return False


def _sign(sign: str, encoding: str) -> str:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return sign.translate(PLAIN).encode(encoding, "replace").decode(encoding)
    return sign


def _opened(number: int) -> TextIO:
    return open(number, "w", encoding="utf-8", errors="replace", closefd=False)
