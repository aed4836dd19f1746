"""Whether bytes can be Python source at all, without parsing them, and how to say so to a student.

Parsing is left to the sandbox: deep nesting has overflowed the C stack of Python's parser before, and this
runs in the trusted process. Anyone who shows a student's lines decodes them with ``decoded``.
"""

from __future__ import annotations

import re

from grader.result.model import Excerpt

_COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK = re.compile(rb"[ \t\f]*(#.*)?")
_DECLARABLE = {
    "latin-1": "latin-1",
    "latin1": "latin-1",
    "iso-8859-1": "latin-1",
    "iso-8859-15": "iso-8859-15",
    "cp1252": "cp1252",
    "windows-1252": "cp1252",
}
"""What a file may declare instead of UTF-8. Few on purpose: some of Python's codecs take quadratic time."""

_WIDTH = 160
_AROUND = 2


def decoded(data: bytes) -> str:
    """The text as Python reads it (PEP 263, PEP 3120); what fits no encoding shows as U+FFFD."""
    encoding = _declared(data)
    return data.decode(encoding or "utf-8-sig", errors="replace")


def problem_in(data: bytes, path: str) -> tuple[str, int]:
    """Why these bytes can't be Python source, in words for the student, and the line; ("", 0) if they can."""
    if not data.strip():
        return (
            f"{path} is empty. Your code was expected in it. Was it saved? You can also start again from the skeleton.",
            0,
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return (
            f"{path} is saved as UTF-16. Python expects UTF-8: choose it in your editor and save again.",
            1,
        )
    null = data.find(b"\0")
    if null >= 0:
        line = data.count(b"\n", 0, null) + 1
        return (
            f"Line {line} of {path} holds a null byte, which Python source can't contain. The file may be "
            f"damaged: delete that line, type it anew, and save the file as UTF-8.",
            line,
        )
    if _declared(data):
        return "", 0
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return (
            f"Line {line} of {path} is not UTF-8, the encoding that Python expects; it looks like Latin-1 or "
            f"Windows-1252. Choose UTF-8 in your editor and save again.",
            line,
        )
    return "", 0


def excerpt(data: bytes, path: str, line: int, note: str = "") -> Excerpt:
    """The lines around one line; what can't be shown is replaced, and long lines are cut."""
    text = (decoded(data) if _declared(data) else data.decode("utf-8", errors="replace")).split("\n")
    first = max(1, line - _AROUND)
    lines = (row.rstrip("\r")[:_WIDTH].replace("\0", "\ufffd") for row in text[first - 1 : line + _AROUND])
    return Excerpt(file=path, line=line, first=first, lines=tuple(lines), note=note)


def _declared(data: bytes) -> str:
    """The encoding that the first or second line declares, if it is one of the few that we know."""
    for line in data.split(b"\n", 2)[:2]:
        if found := _COOKIE.match(line):
            return _DECLARABLE.get(found[1].decode("ascii", "replace").lower().replace("_", "-"), "")
        if not _BLANK.fullmatch(line.rstrip(b"\r")):
            break
    return ""
