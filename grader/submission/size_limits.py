"""Reading files of a submission within the bounds of one file and of all together. For
``grader.submission.intake``.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from grader.submission.containers import Kind, Source, UnusableError
from grader.submission.foreign_files import by_name, nearest

MOST_FILE = 1024 * 1024
MOST_IN_ALL = 8 * 1024 * 1024


class Taker:
    """One for each submission: counts what was really read, too large files included."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._left = MOST_IN_ALL

    def read(self, path: str, most: int = MOST_FILE) -> bytes:
        """The content of a regular file of at most so many bytes. Raises UnusableError, in words for the
        student.
        """
        allowed = min(most, self._left)
        data = self.source.read(path, allowed)
        self._left -= min(len(data), allowed)
        if len(data) <= allowed:
            return data
        if allowed < most:
            raise UnusableError(f"no longer fits: {MOST_IN_ALL >> 20} MiB is the most that is taken in all.")
        raise UnusableError(f"is larger than {most >> 10} KiB, the most that is taken.")

    def main(self, path: str) -> bytes:
        """The file that a topic names."""
        kind = self.source.kind(path)
        if kind is None:
            raise UnusableError(f"is missing. Your code was expected there{self._instead(path)}.")
        if kind is not Kind.FILE:
            raise UnusableError(f"is {kind.value}. A file with your code was expected there{_remedy(kind)}.")
        return self.read(path)

    def _instead(self, path: str) -> str:
        """A file that may be the one meant."""
        import difflib  # only on the way to a problem

        wanted = PurePosixPath(path)
        try:
            names = self.source.names("" if str(wanted.parent) == "." else str(wanted.parent))
        except UnusableError:
            return ""
        files = {
            name.lower(): name
            for name, kind in names.items()
            if kind is Kind.FILE and name.isascii() and name.isprintable() and name != "test_examples.py"
        }
        source = sorted(name for name in files if not by_name(name, wanted.name))
        near = difflib.get_close_matches(wanted.name, source, 1)
        other = nearest(files.values(), wanted.name)
        if other and not (near and near[0].endswith(".py")):
            return f". {other} is {by_name(other, wanted.name)}"
        return f"; is {files[near[0]]} the file you mean? Then rename it" if near else ""


def _remedy(kind: Kind) -> str:
    if kind is Kind.LINK:
        return "; links are not followed, so put a copy of the file itself in its place"
    return "; which one is meant? Keep one of them" if kind is Kind.TWICE else ""
