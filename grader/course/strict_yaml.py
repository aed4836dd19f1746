"""YAML from bytes nobody vouches for: bounded, without anchors, tags or duplicate keys, every value with its
line.

For every file of a course, and for what students write (``self_check.yaml``). Theory: PyYAML only scans and
parses here, both of which are loops that keep their state on the heap; the guard looks at each event before
the next one is made, and the values are put together in this module. PyYAML's own composer is never called:
measured, it recurses in C and ends the process at 40,000 nested ``[``. Plain scalars follow the core schema
of YAML 1.2.2 (§10.3.2) without infinities, so that ``no`` is a text and not False.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import InputError, Place

if TYPE_CHECKING:
    import yaml

MAX_BYTES = 256 * 1024
MAX_DEPTH = 32
MAX_NODES = 20_000
MOST_SAID = 300
"""Characters of a message: what it repeats of the file may be as long as that."""

Step = str | int
Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]

_QUOTE = "put the text in quotes if that sign is meant literally"
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]{1,18}|[0-9]{1,18}(\.[0-9]{0,18})?)([eE][-+]?[0-9]{1,3})?")
_HALF = re.compile("[\ud800-\udfff]")
_CONSTANTS: dict[str, Value] = dict.fromkeys(("", "~", "null", "Null", "NULL"))
_CONSTANTS |= dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)
_CORE = "tag:yaml.org,2002:"
_SCALAR_TAGS: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "float": (float, int),
    "bool": (bool,),
    "null": (type(None),),
}
_REPAIRS = (
    ("(a tab)", "indent with spaces: YAML does not allow tabs here"),
    (
        "mapping values are not allowed",
        "put the text in quotes if it contains a colon, or mend the indentation",
    ),
    ("quoted scalar", "close the quotation mark"),
    ("flow sequence", "close the bracket with ']' and put ',' between the items"),
    ("flow mapping", "close the brace with '}' and put ',' between the entries"),
    ("cannot start any token", "put the text in quotes: it begins with a sign that means something in YAML"),
    ("block mapping", "give all keys of one block the same indentation, each as 'key: value'"),
    ("block collection", "give all items of one list the same indentation, each as '- item'"),
    ("expected ':'", "write 'key: value', with a space after the colon"),
)


@dataclass(frozen=True)
class Document:
    """The plain data of one file, and where each part of it stands.

    ``lines`` has a line (from 1) for each path of keys and indices: an entry's is its key's, an item's its
    own.
    """

    file: Path | str
    data: Value
    lines: dict[tuple[Step, ...], int]

    def place(self, *path: Step) -> Place:
        """Where the value at that path stands, or the nearest part around it that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return Place(self.file, self.lines.get(path, 0))


def read_yaml(data: bytes, file: Path | str, *, trusted: bool = False) -> Document:
    """Read one YAML document. ``file`` is the name for messages.

    ``trusted``: the course's own file, parsed by libyaml (ten times faster: 0.6 ms for a topic of 3.7 kB).
    Otherwise by the parser in pure Python, whose worst case within the bounds was measured at 0.6 s. Raises
    InputError.
    """
    text = _decode(data, file)
    import yaml  # here, since most commands never read one (import: 15 ms)

    quick = trusted and yaml.__with_libyaml__
    loader = yaml.CSafeLoader if quick else yaml.SafeLoader
    try:
        return _Builder(file).document(yaml.parse(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        raise _not_yaml(error, file, text) from None
    except yaml.YAMLError as error:
        raise InputError(f"not YAML: {error}", place=Place(file), repair="mend the file") from None
    except (ValueError, OverflowError):  # PyYAML's own reading of versions and of \U in quotes
        raise InputError(
            "not YAML: a number or a sign that there is not", place=Place(file), repair="mend the file"
        ) from None


def _decode(data: bytes, file: Path | str) -> str:
    """The text of the file, once it is known to be of bearable size and printable."""
    if len(data) > MAX_BYTES:
        raise InputError(
            f"larger than {MAX_BYTES // 1024} KiB", place=Place(file), repair="shorten the file, or split it"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(file, data.count(b"\n", 0, error.start) + 1)
        raise InputError(
            "not UTF-8 text", place=place, repair="save the file with the encoding UTF-8 in your editor"
        ) from None
    for found in re.finditer(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text):
        place = Place(file, text.count("\n", 0, found.start()) + 1)
        raise InputError(f"the control character {found.group()!a}", place=place, repair="remove it")
    return text


def _not_yaml(error: yaml.MarkedYAMLError, file: Path | str, text: str) -> InputError:
    """The parser's words, which differ a little between the two, with a repair for the usual slips."""
    mark = error.problem_mark or error.context_mark
    words = "; ".join(part for part in (error.context, error.problem) if part)
    if mark and "\t" in "".join(text.split("\n")[mark.line : mark.line + 1])[: mark.column + 1]:
        words += " (a tab)"
    repair = next((repair for sign, repair in _REPAIRS if sign in words), "check indentation and quotation marks")
    return InputError(f"not YAML: {words}", place=Place(file, mark.line + 1 if mark else 0), repair=repair)


class _Builder:
    """Puts plain data together from parser events, within the bounds. One for each file."""

    def __init__(self, file: Path | str) -> None:
        self._file = file
        self._lines: dict[tuple[Step, ...], int] = {}
        self._nodes = 0

    def document(self, events: Iterator[Any]) -> Document:
        import yaml

        data: Value = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refuse(event, "a second document begins here", "remove the line '---'")
            elif isinstance(event, yaml.NodeEvent):
                data = self._value(event, events, ())
        return Document(self._file, data, self._lines)

    def _value(self, event: Any, events: Iterator[Any], path: tuple[Step, ...]) -> Value:
        """The value that begins with this event; takes from the events what belongs to it."""
        import yaml

        self._check(event, path)
        self._lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Value] = []
            while not isinstance(inner := next(events), yaml.SequenceEndEvent):
                items.append(self._value(inner, events, (*path, len(items))))
            return items
        entries: dict[str, Value] = {}
        while not isinstance(inner := next(events), yaml.MappingEndEvent):
            key = self._key(inner, entries)
            self._lines[*path, key] = inner.start_mark.line + 1
            entries[key] = self._value(next(events), events, (*path, key))
        return entries

    def _key(self, event: Any, entries: dict[str, Value]) -> str:
        import yaml

        if not isinstance(event, yaml.ScalarEvent):
            raise self._refuse(event, "a key that is not a text", "write 'key: value', and texts with braces in quotes")
        self._check(event, ())
        key = self._scalar(event)
        if not isinstance(key, str):
            raise self._refuse(event, f"the key {event.value} is not a text", f"write '\"{event.value}\": …'")
        if key in entries:
            raise self._refuse(event, f"'{key}' stands twice in the same block", "keep one of the two")
        return key

    def _check(self, event: Any, path: tuple[Step, ...]) -> None:
        """The bounds, and what is refused wherever it stands."""
        import yaml

        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._refuse(event, f"more than {MAX_NODES:,} values", "shorten the file")
        if len(path) >= MAX_DEPTH and isinstance(event, yaml.CollectionStartEvent):
            raise self._refuse(event, f"nested more than {MAX_DEPTH} deep", "flatten it, or close the brackets")
        if isinstance(event, yaml.AliasEvent):
            raise self._refuse(event, f"an alias (*{event.anchor}) is not allowed", f"write the value out, or {_QUOTE}")
        if event.anchor is not None:
            raise self._refuse(event, f"an anchor (&{event.anchor}) is not allowed", f"remove it, or {_QUOTE}")
        known = _SCALAR_TAGS if isinstance(event, yaml.ScalarEvent) else ()
        if event.tag not in (None, "!") and event.tag.removeprefix(_CORE) not in known:
            raise self._refuse(event, f"the tag {event.tag} is not allowed", f"remove it, or {_QUOTE}")

    def _scalar(self, event: Any) -> Value:
        text: str = event.value
        if _HALF.search(text):
            raise self._refuse(event, "half of a character (a surrogate)", "write the character itself")
        if event.tag == "!" or (event.tag is None and not event.implicit[0]):
            return text
        tag = (event.tag or "").removeprefix(_CORE)
        value = text if tag == "str" else _plain(text)
        if tag and type(value) not in _SCALAR_TAGS[tag]:
            raise self._refuse(event, f"{text!r} is no {tag}", "remove the tag, or write a value that fits it")
        return value

    def _refuse(self, event: Any, message: str, repair: str) -> InputError:
        place = Place(self._file, event.start_mark.line + 1)
        return InputError(message[:MOST_SAID], place=place, repair=repair[:MOST_SAID])


def _plain(text: str) -> Value:
    """A scalar without quotes, by the core schema; what fits nothing is a text."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text
