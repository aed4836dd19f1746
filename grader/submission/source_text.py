"""Whether bytes can be Python source at all, without parsing them, and how to say so to a student.

Parsing is left to the sandbox: deep nesting has overflowed the C stack of Python's parser before, and this
runs in the trusted process. Anyone who shows a student's lines decodes them with ``decoded``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.result.model import Excerpt

_COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK = re.compile(rb"[ \t\f]*(#.*)?")
_END = re.compile(r"\r\n?|\n")
_END_IN_BYTES = re.compile(rb"\r\n?|\n")
_DECLARABLE = {
    "latin-1": "latin-1",
    "latin1": "latin-1",
    "iso-8859-1": "latin-1",
    "iso-8859-15": "iso-8859-15",
    "cp1252": "cp1252",
    "windows-1252": "cp1252",
}
"""What a file may declare instead of UTF-8. Few on purpose: some of Python's codecs take quadratic time."""
_UTF_8 = re.compile(r"utf-?8(-.*)?")
_LIKE_ASCII = re.compile(
    r"(us-)?ascii|latin-?\d+|iso-8859-\d+|(cp|windows-)125\d|koi8-[ru]|gbk|gb2312|big5|euc-(jp|kr)"
)
"""What a file may declare if it is in ASCII, and then has no meaning."""

_QUOTES = re.compile(r"\"\"\"|'''|[\"'#]")

_WIDTH = 160
_AROUND = 2


def decoded(data: bytes) -> str:
    """The text as Python reads it (PEP 263, PEP 3120); what fits no encoding shows as U+FFFD."""
    encoding = _declared(data)
    return data.decode(encoding or "utf-8-sig", errors="replace")


def lines_of(text: str) -> list[str]:
    """The lines as Python counts them. ``str.splitlines`` counts form feeds and some signs of Unicode's as well: what
    stood at a number would not be the line that Python means by it.
    """
    lines = _END.split(text)
    return lines if lines[-1] else lines[:-1]


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
        line = _line_at(data, null)
        return (
            f"Line {line} of {path} holds a null byte, which Python source can't contain. The file may be "
            f"damaged: delete that line, type it anew, and save the file as UTF-8.",
            line,
        )
    if hidden := disguise_of(data):
        return (
            f"{path} says at its beginning that it is in {hidden}, where Python would read other text than people do. "
            f"Delete that line, and save the file as UTF-8.",
            1,
        )
    if _declared(data):
        return "", 0
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = _line_at(data, error.start)
        return (
            f"Line {line} of {path} is not UTF-8, the encoding that Python expects; it looks like Latin-1 or "
            f"Windows-1252. Choose UTF-8 in your editor and save again.",
            line,
        )
    return "", 0


def disguise_of(data: bytes) -> str:
    """An encoding that the file declares and in which Python reads other text than everybody else does; "" if none.

    In ``utf-7`` or ``raw_unicode_escape`` the end of a comment can be written as letters, and the rest of it is code.
    """
    name = _cookie(data)
    if not name or name in _DECLARABLE or _UTF_8.fullmatch(name):
        return ""
    return "" if data.isascii() and _LIKE_ASCII.fullmatch(name) else name[:_WIDTH]


def excerpt(data: bytes, path: str, line: int, note: str = "") -> Excerpt:
    """The lines around one line; what can't be shown is replaced, and long lines are cut."""
    text = lines_of(decoded(data))
    first = max(1, line - _AROUND)
    lines = (row[:_WIDTH].replace("\0", "\ufffd") for row in text[first - 1 : line + _AROUND])
    within = string_around(text, first)
    return Excerpt(file=path, line=line, first=first, lines=tuple(lines), note=note, fault=True, within=within)


def string_around(lines: Sequence[str], line: int) -> str:
    """The quotes of the string inside of which that line begins (``line`` counts from 1); "" if in none."""
    inside = ""
    for text in lines[: line - 1]:
        inside = _string_after(text, inside)
    return inside


def _string_after(text: str, inside: str) -> str:
    """The same for the line after this one, which begins inside of such a string or in none."""
    at = 0
    while True:
        if inside:
            end = re.compile(rf"\\.|{inside}", re.DOTALL)
            found = end.search(text, at)
            while found and found[0] != inside:
                found = end.search(text, found.end())
            if found is None:
                return inside if len(inside) == 3 or text.endswith("\\") else ""
            at, inside = found.end(), ""
        found = _QUOTES.search(text, at)
        if found is None or found[0] == "#":
            return ""
        at, inside = found.end(), found[0]


def _line_at(data: bytes, position: int) -> int:
    return len(_END_IN_BYTES.findall(data, 0, position)) + 1


def _declared(data: bytes) -> str:
    """The encoding that the file declares, if it is one of the few that we know."""
    return _DECLARABLE.get(_cookie(data), "")


def _cookie(data: bytes) -> str:
    """The name of the encoding that the first or second line declares (PEP 263), if one does."""
    for line in _END_IN_BYTES.split(data, 2)[:2]:
        if found := _COOKIE.match(line):
            return found[1].decode("ascii", "replace").lower().replace("_", "-")
        if not _BLANK.fullmatch(line):
            break
    return ""
