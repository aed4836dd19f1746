"""What a student can do about a file that can't be imported. Pure functions; nothing is parsed.

Python's own words name the place and not the cause: a server that is started at import only "takes too long".
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping

from grader.harness.verdicts import CellEnded, CellTimedOut, ImportFailed
from grader.submission.source_text import lines_of

_MAIN = 'below `if __name__ == "__main__":`'
_SERVER = (
    f"This starts a server while the file is imported, and a server never ends. Move the call {_MAIN}, or delete it: "
    "the grader calls your application itself"
)
_INPUT = f"Nobody can type an answer while your code is graded. Take the value as an argument, or move the call {_MAIN}"
_WAITS = f"This waits or repeats while the file is imported, before any function is called. Move it {_MAIN}"
_BY_LINE: tuple[tuple[str, str], ...] = (
    (r"\binput\(|\bgetpass\(|\bsys\.stdin\b|\bbreakpoint\(|\bset_trace\(", _INPUT),
    (r"\b(uvicorn|hypercorn|waitress|granian|web|bottle|gunicorn)\.(run|serve|run_app)\(|\brun_simple\(", _SERVER),
    (r"\b(app|application|api|server|httpd|srv)\.(run|serve|start|mainloop|handle_request)\(", _SERVER),
    (r"\b(serve_forever|run_forever|mainloop|run_app|accept|listen|serve)\(", _SERVER),
    (r"\b(asyncio|anyio|trio)\.run\([^)]*(serve|server|main|app)|\brun_until_complete\(", _SERVER),
    (r"\bsleep\(|^\s*while\b|\.(wait|join|acquire)\(|\b(asyncio|anyio|trio)\.run\(", _WAITS),
)
_NEWER: tuple[tuple[tuple[int, int], str, str], ...] = (
    ((3, 12), r"^\s*(async\s+)?(def|class)\s+\w+\s*\[", "type parameters in square brackets"),
    ((3, 12), r"^\s*type\s+\w+\s*[\[=]", "the `type` statement"),
    ((3, 14), r"^\s*except\*?\s+[\w.]+\s*,[^:()]*:", "several exceptions without parentheses"),
    ((3, 14), r"""\b(t|tr|rt)["']""", "template strings"),
    ((3, 15), r"^\s*lazy\s+(import|from)\b", "lazy imports"),
    ((3, 15), r"[\[{(]\s*\*{1,2}\w.*\bfor\b.*\bin\b", "unpacking in a comprehension"),
    (
        (3, 12),
        r"""\b(f|fr|rf)["']""",
        "quotes of the same kind, backslashes and comments inside the braces of an f-string",
    ),
)
_NEWER_NAMES: dict[str, tuple[int, int]] = {
    **dict.fromkeys(("override", "TypeAliasType", "get_protocol_members", "batched", "Buffer"), (3, 12)),
    **dict.fromkeys(("TypeIs", "ReadOnly", "NoDefault", "deprecated"), (3, 13)),
    **dict.fromkeys(("annotationlib", "templatelib", "compression", "interpreters"), (3, 14)),
}


def advice(error: ImportFailed | CellEnded, sources: Mapping[str, str]) -> str:
    """A sentence or two without a full stop at the end; "" if Python's words say enough."""
    lines = list(_lines_of(error, sources))
    if isinstance(error, ImportFailed):
        if "SyntaxError" in error.names:
            return _on_syntax(error, sources, lines[0] if lines else "")
        if "FileNotFoundError" in error.names:
            return not_taken(error.message)
        if "ImportError" in error.names or "AttributeError" in error.names:
            return _on_newer_name(error.message)
        by_line = _BY_LINE[:1] if "EOFError" in error.names else _BY_LINE[1:-1]
    elif isinstance(error, CellTimedOut):
        by_line = _BY_LINE
    else:
        by_line = _BY_LINE[1:-1]
    lines = lines or [line for text in sources.values() for line in lines_of(text) if line[:1].strip()]
    return next((words for pattern, words in by_line for line in lines if re.search(pattern, line)), "")


def not_taken(message: str) -> str:
    """What to say of a file that is not there when the student's code opens it; "" if no name is known."""
    found = re.search(r"'(?:[^']*/)?([^'/]+\.\w{1,8})'", message)
    if found is None:
        return ""
    return (
        f"If {found[1]} lies beside your code: only Python modules are taken along, as the note on what was left out "
        f"says. Keep in a module what your code needs of it"
    )


def _lines_of(error: ImportFailed | CellEnded, sources: Mapping[str, str]) -> Iterator[str]:
    """The student's lines on the way to the error, the innermost first."""
    for frame in reversed(error.frames):
        lines = lines_of(sources.get(frame.file, ""))
        yield from lines[frame.line - 1 : frame.line]


def _on_syntax(error: ImportFailed, sources: Mapping[str, str], line: str) -> str:
    file = error.frames[-1].file if error.frames else ""
    for number, text in enumerate(lines_of(sources.get(file, "")), start=1):
        if re.match(r"(<{7}|>{7}|\|{7})( |$)", text):
            return (
                f"Line {number} is a mark of a merge conflict. Keep one of the two versions, and delete the lines that "
                f"begin with <<<<<<<, ======= and >>>>>>>"
            )
        if text.lstrip().startswith("```"):
            return f"Line {number} is Markdown, not Python. Delete the lines that begin with ```"
    if line.startswith((">>> ", "... ")):
        return "This was copied from a Python prompt. Delete the >>> and ... and what was printed"
    if re.match(r"\s*(%%?\w|!\w|pip3? install |python3? \S)", line):
        return "This is a command of a notebook or of a terminal, not Python. Delete the line"
    return _on_newer_syntax(error.message, line)


def _on_newer_syntax(message: str, line: str) -> str:
    for version, pattern, what in _NEWER:
        if sys.version_info < version and re.search(pattern, line):
            if "f-string" in what and "f-string" not in message:
                continue
            return _read_by(version, what)
    return ""


def _on_newer_name(message: str) -> str:
    for name in re.findall(r"\w+", message):
        version = _NEWER_NAMES.get(name)
        if version is not None and sys.version_info < version:
            return _read_by(version, f"`{name}`")
    return ""


def _read_by(version: tuple[int, int], what: str) -> str:
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    return (
        f"Python {here} read this file, and {what} came with Python {version[0]}.{version[1]}: write it in the older "
        f"way"
    )
