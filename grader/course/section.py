"""Taking the entries of one YAML block, key by key, and collecting every problem with its line and its
repair.

For ``grader.course.load``. A getter never raises: it notes the problem and returns a stand-in, so that an
author learns of everything that is wrong in a file at once. ``raise_if_any`` ends it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from pathlib import Path

from grader.course.strict_yaml import Document, Step, Value
from grader.errors import InputError, Place


class Problems:
    """What is wrong so far, over any number of files, in the order found."""

    def __init__(self) -> None:
        self._found: list[InputError] = []

    def add(self, message: str, place: Place, repair: str) -> None:
        """Note one problem."""
        self.take(InputError(message, place=place, repair=repair))

    def take(self, error: InputError) -> None:
        """Note a problem that was raised elsewhere."""
        self._found.append(error)

    def raise_if_any(self) -> None:
        """Raise one InputError that tells them all; its place is the first one's."""
        if len(self._found) == 1:
            raise self._found[0]
        if self._found:
            files = [error.place.file for error in self._found if error.place]
            raise CourseError(tuple(sorted(self._found, key=lambda error: _position(error, files))))


class CourseError(InputError):
    """Several problems, told at once; each has its own place and repair under ``errors``."""

    def __init__(self, errors: tuple[InputError, ...]) -> None:
        self.errors = errors
        listing = "\n".join(str(error) for error in errors)
        super().__init__(f"there are {len(errors)} things to mend:\n{listing}")
        self.place = errors[0].place


class Section:
    """One block of keys. ``of`` says what it is in words: ``"the task 'issue'"``."""

    def __init__(self, document: Document, path: tuple[Step, ...], problems: Problems, of: str) -> None:
        self.document = document
        self.path = path
        self.problems = problems
        self.of = of
        value = _at(document.data, path)
        self._entries: dict[str, Value] = value if isinstance(value, dict) else {}
        self._asked: list[str] = []
        if not isinstance(value, dict):
            self._complain(f"{of} must be a block of keys, not {described(value)}", "write 'key: value' lines")
        self._usable = isinstance(value, dict)

    def text(self, key: str, example: str, *, required: bool = False) -> str:
        """A text that is not blank; "" if there is none."""
        value = self._take(key, example, required=required)
        if value is None:
            return ""
        if isinstance(value, str) and value.strip():
            return value.strip()
        fix = f'{key}: "{value}"' if isinstance(value, int | float) else f"{key}: {example}"
        self._complain(f"'{key}' must be a text, not {described(value)}", f"write '{fix}'", key)
        return ""

    def id(self, key: str, example: str, pattern: str, rule: str) -> str:
        """A required name of the given form; "" if there is none. ``rule`` says the form in words."""
        value = self.text(key, example, required=True)
        if value and not re.fullmatch(pattern, value):
            self._complain(f"'{key}' must be {rule}, not {value!r}", f"write, for example, '{key}: {example}'", key)
            return ""
        return value

    def number(
        self, key: str, default: float, *, most: float, places: int | None = None, required: bool = False
    ) -> float:
        """A number above 0 and up to ``most``, with at most so many decimal places."""
        example = f"{default:g}"
        value = self._take(key, example, required=required)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            self._complain(f"'{key}' must be a number, not {described(value)}", f"write '{key}: {example}'", key)
            return default
        if not 0 < value <= most:
            self._complain(
                f"'{key}' must be above 0 and at most {most:,g}, not {value:g}",
                f"write '{key}: {example}'",
                key,
            )
            return default
        if places is not None and round(value, places) != value:
            repair = f"write '{key}: {max(round(value, places), 10**-places):g}'"
            self._complain(f"'{key}' may have {places} decimal places at most, not {value!r}", repair, key)
            return default
        return float(value)

    def whole(self, key: str, default: int, *, most: int) -> int:
        """A whole number above 0 and up to ``most``."""
        value = self.number(key, default, most=most)
        if value != int(value):
            self._complain(f"'{key}' must be a whole number, not {value:g}", f"write '{key}: {default}'", key)
            return default
        return int(value)

    def choice(self, key: str, choices: Collection[str], default: str) -> str:
        """One of a few words."""
        value = self._take(key, default, required=False)
        if value is None:
            return default
        if value not in choices:
            words = " or ".join(f"'{key}: {choice}'" for choice in choices)
            self._complain(f"'{key}' can't be {described(value)}", f"write {words}", key)
            return default
        return str(value)

    def texts(self, key: str, example: str) -> tuple[str, ...]:
        """A list of texts that are not blank, each once."""
        found: list[str] = []
        for index, value in enumerate(self._items(key, example)):
            place = (key, index)
            if not isinstance(value, str) or not value.strip():
                fix = f'write "{value}" in quotes' if isinstance(value, int | float) else f"write '{key}: {example}'"
                self._complain(f"'{key}' must be a list of texts; this is {described(value)}", fix, *place)
            elif value.strip() in found:
                self._complain(f"{value.strip()!r} stands twice in '{key}'", "keep one of the two", *place)
            else:
                found.append(value.strip())
        return tuple(found)

    def sections(self, key: str, example: str, of: str, *, required: bool = False) -> list[Section]:
        """A list of blocks; if required, of at least one."""
        items = self._items(key, example, required=required)
        if required and not items and isinstance(self._entries.get(key), list):
            self._complain(f"'{key}' is empty", f"write '{key}: {example}'", key)
        return [
            Section(self.document, (*self.path, key, index), self.problems, f"{of} {index + 1}")
            for index in range(len(items))
        ]

    def section(self, key: str, example: str) -> Section | None:
        """A block of its own, if there is one."""
        if self._take(key, example, required=False) is None:
            return None
        return Section(self.document, (*self.path, key), self.problems, f"'{key}'")

    def refuse(self, message: str, repair: str, *at: Step) -> None:
        """Note a problem at a key of this block (and an index in it)."""
        self._complain(message, repair, *at)

    def done(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._entries:
            if key not in self._asked:
                self._complain(f"{self.of} has no key '{key}'", self._nearest(key), key)

    def _nearest(self, key: str) -> str:
        import difflib  # only on the way to an error

        near = difflib.get_close_matches(key, self._asked, 1)
        if near and near[0] not in self._entries:
            return f"write '{near[0]}', if that is what is meant"
        return f"remove it; the keys here are {', '.join(self._asked)}"

    def _items(self, key: str, example: str, *, required: bool = False) -> list[Value]:
        value = self._take(key, example, required=required)
        if value is None or isinstance(value, list):
            return value or []
        self._complain(f"'{key}' must be a list, not {described(value)}", f"write '{key}: {example}'", key)
        return []

    def _take(self, key: str, example: str, *, required: bool) -> Value:
        self._asked.append(key)
        value = self._entries.get(key)
        if value is None and self._usable:
            if key in self._entries:
                remedy = f"write '{key}: {example}'" + ("" if required else ", or remove the line")
                self._complain(f"'{key}' has no value", remedy, key)
            elif required:
                self._complain(f"{self.of} has no '{key}'", f"add '{key}: {example}'")
        return value

    def _complain(self, message: str, repair: str, *at: Step) -> None:
        self.problems.add(message, self.document.place(*self.path, *at), repair)


def described(value: Value) -> str:
    """A value in the words of a message, cut short."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"{str(value).lower()} (yes or no)"
    if isinstance(value, int | float):
        return f"the number {value:g}"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a block of keys"
    text = value if len(value) <= 40 else value[:39] + "…"
    return f"the text {text!r}" if text.strip() else "an empty text"


def _position(error: InputError, files: list[Path | str]) -> tuple[int, int]:
    """Files in the order in which they were read, then lines."""
    return (files.index(error.place.file), error.place.line) if error.place else (0, 0)


def _at(data: Value, path: tuple[Step, ...]) -> Value:
    for step in path:
        if isinstance(data, dict):
            data = data[str(step)]
        elif isinstance(data, list):
            data = data[int(step)]
    return data
