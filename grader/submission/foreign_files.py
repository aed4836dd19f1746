"""Files that are handed in instead of Python source: what they are, and what the student can do about it.

For ``grader.submission.intake``. Told by a name's ending, or by the first bytes of a file called ``.py``; nothing
is parsed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

_COPY = "copy your code out of it into {main}, a plain text file"
_NOTEBOOK = ("a Jupyter notebook", "export it as a Python script (in Jupyter: Save and Export As) to {main}")
_DOCUMENT = "a document of a word processor"
_ARCHIVE = ("an archive", "unpack it, and put {main} itself there")
_PICTURE = ("a picture", "put your code as text into {main}")
_COMPILED = ("compiled code", "put its source there: {main}")
_TEXT = ("a text file", "if it holds your code, save it from your editor as {main}")
_BACKUP = ("a backup copy that an editor keeps", "save your code as {main}")
_LANGUAGE = "write your answer in Python, in {main}"

_BY_ENDING: dict[str, tuple[str, str]] = {
    "ipynb": _NOTEBOOK,
    "pdf": ("a PDF", _COPY),
    **dict.fromkeys(("doc", "docx", "odt", "rtf", "pages"), (_DOCUMENT, _COPY)),
    **dict.fromkeys(("html", "htm"), ("a web page", _COPY)),
    **dict.fromkeys(("xls", "xlsx", "ods", "csv"), ("a table", _COPY)),
    **dict.fromkeys(("ppt", "pptx", "odp", "key"), ("a presentation", _COPY)),
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "heic", "webp", "bmp"), _PICTURE),
    **dict.fromkeys(("zip", "rar", "7z", "tar", "gz", "tgz", "xz", "bz2"), _ARCHIVE),
    **dict.fromkeys(("pyc", "pyo", "pyd", "so", "class", "jar", "exe"), _COMPILED),
    **dict.fromkeys(("txt", "text", "md"), _TEXT),
    **dict.fromkeys(("bak", "orig", "old", "swp", "save"), _BACKUP),
    **{
        ending: (f"a file of {language}", _LANGUAGE)
        for ending, language in (
            *(("java", "Java"), ("kt", "Kotlin"), ("scala", "Scala"), ("cs", "C#"), ("go", "Go"), ("rs", "Rust")),
            *(("js", "JavaScript"), ("mjs", "JavaScript"), ("ts", "TypeScript"), ("rb", "Ruby"), ("php", "PHP")),
            *(("c", "C"), ("h", "C"), ("cpp", "C++"), ("cc", "C++"), ("hpp", "C++"), ("sh", "the shell"), ("r", "R")),
        )
    },
}
_BY_START: tuple[tuple[bytes, tuple[str, str]], ...] = (
    (b"%PDF-", ("a PDF", _COPY)),
    (b"PK\x03\x04", ("a zip, or a document of a word processor", "put your code as plain text into {main}")),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"{\\rtf", (_DOCUMENT, _COPY)),
    (b"\xd0\xcf\x11\xe0", (_DOCUMENT, _COPY)),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"\x7fELF", _COMPILED),
    (b"MZ\x90", _COMPILED),
    (b"\xca\xfe\xba\xbe", _COMPILED),
    (b"<!doctype html", ("a web page", "download the file itself (on a code host: Raw), and save it as {main}")),
    (b"<html", ("a web page", "download the file itself (on a code host: Raw), and save it as {main}")),
    (b"version https://git-lfs", ("a Git LFS pointer", "run git lfs pull, and hand in what {main} then holds")),
)


def by_name(name: str, main: str) -> str:
    """ "a PDF; do this", for a file whose name says that it is no Python source; "" for any other."""
    known = _BY_ENDING.get(_ending(name))
    if known is None:
        return ""
    stem = PurePosixPath(name).stem
    if known is _TEXT and stem.lower() == main.lower():
        return f"a text file by its ending, which your computer may not show; rename it to {main}"
    return _said(known, main)


def by_content(data: bytes, main: str) -> str:
    """The same for a file that is called as Python source and begins like something else."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{") and b'"cells"' in start and (b'"cell_type"' in start or b'"nbformat"' in start):
        return _said(_NOTEBOOK, main)
    if data[2:4] == b"\r\n" and b"\0" in data[:16]:
        return _said(_COMPILED, main)
    lowered = start[:32].lower()
    return next((_said(k, main) for magic, k in _BY_START if lowered.startswith(magic.lower())), "")


def nearest(names: Iterable[str], main: str) -> str:
    """The file among these that is most likely meant for ``main`` and is something else; "" if none is."""
    stem = main.removesuffix(".py").lower()
    foreign = sorted(name for name in names if by_name(name, main) and not name.lower().startswith("readme"))
    same = [name for name in foreign if PurePosixPath(name).name.lower().partition(".")[0] == stem]
    telling = [name for name in foreign if _BY_ENDING[_ending(name)] is not _TEXT]
    return next(iter(same or telling), "")


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def _said(known: tuple[str, str], main: str) -> str:
    what, remedy = known
    return f"{what}; {remedy.format(main=main)}"
