"""The helper modules beside a topic's file: which are taken, and what is left out with a note saying why.

For ``grader.submission.intake``. A helper is never a problem of its topic: if one is needed and was left out,
the import fails in the sandbox and the note explains it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from grader.course.module_names import taken_by
from grader.submission.containers import Kind, Source, UnusableError
from grader.submission.layout import joined
from grader.submission.size_limits import Taker
from grader.submission.source_text import disguise_of

MOST_HELPERS = 64
_HANDED_OUT = ("README.md", "topic.yaml")
_MOST_NOTES = 40
_MOST_NAME = 120
_MOST_MODULE = 100
"""Letters of a module's name: no file system takes any number, and reports name no longer ones."""


class Notes:
    """What was left out and why, in order, bounded."""

    def __init__(self, first: Iterable[str] = ()) -> None:
        self._lines = [shown(line, 2 * _MOST_NAME) for line in first]

    def left_out(self, path: str, why: str) -> None:
        """Note one file."""
        self._lines.append(f"{shown(path)} was left out: {why}")

    def lines(self) -> tuple[str, ...]:
        """All of them, or the first and how many more."""
        more = len(self._lines) - _MOST_NOTES
        return (*self._lines[:_MOST_NOTES], f"and {more} more were left out") if more > 0 else tuple(self._lines)


def shown(name: str, most: int = _MOST_NAME) -> str:
    """A name that somebody else chose, as text that can be shown and stored anywhere."""
    plain = "".join(char if char.isprintable() else "\ufffd" for char in name[: most + 1])
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def take_helpers(taker: Taker, folder: str, main: str, others: Collection[str], notes: Notes) -> dict[str, bytes]:
    """The helper modules of one topic by name. ``others`` are files of other topics in the same folder."""
    taken: dict[str, bytes] = {}
    try:
        names = taker.source.names(folder)
    except UnusableError as error:
        notes.left_out(joined(folder, "*.py"), f"the folder {error}, so no helper modules were taken")
        return taken
    for name in _candidates(names, main, others):
        path = joined(folder, name)
        why = _why_not(name, names[name], main)
        if not why and len(taken) == MOST_HELPERS:
            why = f"{MOST_HELPERS} helper modules are the most"
        if not why:
            try:
                taken[name] = _read(taker, path)
            except UnusableError as error:
                why = f"it {error}"
        if why:
            notes.left_out(path, why)
    return taken


def note_data_files(source: Source, folder: str, code: Mapping[str, bytes], notes: Notes) -> None:
    """Note the files beside the code that it names or that have an ending it names: it may be about to open them."""
    try:
        names = source.names(folder)
    except UnusableError:
        return  # noted when the helpers were taken
    for name in sorted(names):
        ending = name[name.rfind(".") :] if "." in name else name
        if names[name] is not Kind.FILE or name.startswith(".") or ending == ".py" or name in _HANDED_OUT:
            continue
        if any(
            name.encode("utf-8", "replace") in data or f'"{ending}"'.encode("utf-8", "replace") in data
            for data in code.values()
        ):
            notes.left_out(
                joined(folder, name), "only Python modules are taken; keep in one what your code needs of it"
            )


def _read(taker: Taker, path: str) -> bytes:
    data = taker.read(path)
    if hidden := disguise_of(data):
        raise UnusableError(f"says that it is in {hidden}, where Python would read other text than people do")
    return data


def _candidates(names: dict[str, Kind], main: str, others: Collection[str]) -> Iterator[str]:
    """What might be a helper module, or might be taken for one. Hidden files are nobody's business."""
    for name in sorted(names):
        if name.startswith((".", "__pycache__")) or name in (main, *others, "test_examples.py"):
            continue
        if name.endswith(".py") or (names[name] is Kind.FOLDER and not others):
            yield name


def _why_not(name: str, kind: Kind, main: str) -> str:
    """Why this is not taken as a helper module; empty if it is."""
    if kind is Kind.FOLDER:
        return f"it is a folder; only modules beside {main} are taken"
    module = name.removesuffix(".py")
    if module in ("conftest", "sitecustomize", "usercustomize"):
        return "it would change how Python or the tests run"
    if module.startswith("test_"):
        return "tests of your own are not run here"
    if module in ("__init__", "__main__"):
        return f"the folder is not a package; {main} is imported on its own, and helpers by their name"
    if not (module.isidentifier() and module.isascii()):
        return "its name can't be imported; use letters, digits and _"
    if len(module) > _MOST_MODULE:
        return f"its name is longer than {_MOST_MODULE} letters"
    if owner := taken_by(module):
        return f"it would hide the module {module} of {owner}; give it another name"
    return "" if kind is Kind.FILE else f"it is {kind.value}"
