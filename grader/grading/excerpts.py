"""The student's own lines that a report shows beside a verdict. Pure functions of their arguments.

Red is for the line at which the student's exception arose. Every other line is only where to look: the function that
was called last, the call that led to the exception, the call through which an exception of the test's own came.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from grader.harness.suite.remote import StudentError
from grader.harness.trial import Trial
from grader.harness.verdicts import CellEnded, Frame, ImportFailed
from grader.result.model import Excerpt
from grader.submission.source_text import lines_of, string_around

AROUND = 3
BODY = 14
MAX_LINE = 200
MAX_HEAD = 60
"""Lines of a signature and a docstring, at the most."""
_DOCSTRING = re.compile(r"\s*[rRuU]?(\"\"\"|''')")


def excerpts(error: StudentError | None, trial: Trial, sources: Mapping[str, str]) -> tuple[Excerpt, ...]:
    """Where the exception arose that ended the test; without one, the function that was called last."""
    if error is not None and error.frames:
        return of_frames(error.frames, sources, of_the_test=error.name if error.of_the_test else "")
    last = trial.last
    if last is None:
        return ()
    if last.raised_at is not None:  # the test expected it, and then found something else
        frame = last.raised_at
        return _found(_around(frame, f"{_where(frame)}: the last call ended here, with an exception", sources))
    return _found(_body(last.place, sources) if last.place is not None else None)


def module_excerpts(error: ImportFailed | CellEnded, sources: Mapping[str, str]) -> tuple[Excerpt, ...]:
    """The lines at which an import failed."""
    return of_frames(error.frames[-1:], sources)


def of_frames(frames: Sequence[Frame], sources: Mapping[str, str], of_the_test: str = "") -> tuple[Excerpt, ...]:
    """Where the exception arose, and where the test's call had come in, unless that is among the same lines.

    ``of_the_test``: the name of an exception that a function of the test's has raised.
    """
    if not frames:
        return ()
    inner, outer = frames[-1], frames[0]
    if of_the_test:
        return _found(_around(inner, f"{_where(inner)}: the test's own {of_the_test} comes through here", sources))
    named = next((one for one in reversed(frames) if _is_same_line(one, inner) and one.function[:1] != "<"), inner)
    arose = _around(named, _where(named), sources, fault=True)
    if outer.file == inner.file and abs(outer.line - inner.line) <= AROUND:
        return _found(arose)
    return _found(arose, _around(outer, f"{_where(outer)}: it was called from here", sources))


def _is_same_line(one: Frame, other: Frame) -> bool:
    return (one.file, one.line) == (other.file, other.line)


def _where(frame: Frame) -> str:
    return f"in {frame.function}" if frame.function else ""


def _found(*excerpts: Excerpt | None) -> tuple[Excerpt, ...]:
    return tuple(excerpt for excerpt in excerpts if excerpt is not None)


def _around(frame: Frame, note: str, sources: Mapping[str, str], *, fault: bool = False) -> Excerpt | None:
    lines = _lines_of(frame, sources)
    return _excerpt(frame, lines, max(1, frame.line - AROUND), frame.line + AROUND, note.lstrip(": "), fault=fault)


def _body(frame: Frame, sources: Mapping[str, str]) -> Excerpt | None:
    """The lines of a function, and none of the next one. Its docstring, which is the skeleton's, is left out, and then
    its signature as well.
    """
    lines = _lines_of(frame, sources)
    first = _after_docstring(lines, frame.line)
    last = min(first + BODY, _end(lines, frame.line))
    return _excerpt(frame, lines, first, max(first, last), f"{frame.function or 'this'} was called last")


def _end(lines: Sequence[str], line: int) -> int:
    """The last line of the function whose ``def`` or decorator is at ``line``: the text goes in again behind it."""
    margin = _indent(lines[line - 1]) if line <= len(lines) else 0
    body = line - 1 + _length_of_head(lines, line)
    out = (n for n, text in enumerate(lines[body:], body) if text.strip() and _indent(text) <= margin)
    end = next(out, len(lines))
    while end > line and not lines[end - 1].strip():
        end -= 1
    return end


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _length_of_head(lines: Sequence[str], line: int) -> int:
    """How many lines decorators and signature take, from ``line`` on."""
    head = lines[line - 1 : line - 1 + MAX_HEAD]
    return next((n + 1 for n, text in enumerate(head) if text.split("#")[0].rstrip().endswith(":")), len(head))


def _after_docstring(lines: Sequence[str], line: int) -> int:
    """The first line behind the docstring of the function whose ``def`` or decorator is at ``line``; that line if it
    has none.
    """
    head = lines[line - 1 : line - 1 + MAX_HEAD]
    begin = _length_of_head(lines, line)
    quotes = _DOCSTRING.match(head[begin]) if begin < len(head) else None
    if quotes is None:
        return line
    if quotes[1] in head[begin][quotes.end() :]:
        return line + begin + 1
    end = next((n for n, text in enumerate(head) if n > begin and quotes[1] in text), None)
    return line if end is None else line + end + 1


def _lines_of(frame: Frame, sources: Mapping[str, str]) -> list[str]:
    return lines_of(sources.get(frame.file, ""))


def _excerpt(
    frame: Frame, lines: Sequence[str], first: int, last: int, note: str, *, fault: bool = False
) -> Excerpt | None:
    chosen = tuple(line[:MAX_LINE] for line in lines[first - 1 : last])
    if not chosen:
        return None
    return Excerpt(frame.file, frame.line, first, chosen, note, fault, string_around(lines, first))
