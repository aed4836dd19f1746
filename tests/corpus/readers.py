"""What may not be in what people and programs read of a run, whatever was handed in. For the tests only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import grader.report.html
from grader.report.diagram import columns_of

TEMPLATES = Path(grader.report.html.__file__).parent / "templates"
MARKDOWN = {"p", "em", "strong", "code", "pre", "ul", "ol", "li", "a", "br", "blockquote", "i"}
VOID = {"meta", "link", "br", "img", "input", "base", "hr"}
HEAD = {"html", "head", "meta", "style", "body"}
ISOLATED = {"bdi", "pre", "text", "desc", "blockquote"}
"""Elements that hold what may be a student's: text in them reorders and covers nothing outside."""
WIDEST = 100
MOST_MARKS = 2
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
COMMANDS = re.compile(r"^\s*::|##\w*\[")
"""As GitHub, Azure and TeamCity find them in a line of a log."""


def unsafe(said: str, page: str, mark: str = "") -> Iterator[str]:
    """What is wrong with what the command ``said``, and with the report; ``mark`` is in whatever a student wrote."""
    yield from _on_a_terminal(said)
    yield from _in_a_browser(page, mark)


def _on_a_terminal(said: str) -> Iterator[str]:
    for line in said.split("\n"):
        if hidden := sorted({f"U+{ord(char):04X}" for char in line if unicodedata.category(char) in HIDDEN}):
            yield f"{hidden} on the terminal: {line!a}"
        if _tower(line):
            yield f"marks that cover the lines above, on the terminal: {line!a}"
        if COMMANDS.search(line):
            yield f"a command on the terminal: {line!a}"
        if not line.startswith("Report: ") and columns_of(line) > WIDEST:
            yield f"a line that a terminal breaks: {line!a}"


def _in_a_browser(page: str, mark: str) -> Iterator[str]:
    if len(page.encode()) >= grader.report.html.MOST_BYTES:
        yield f"the report has {len(page.encode())} bytes"
    if _tower(page):
        yield "marks that cover the lines above, in the report"
    reader = _Reader(mark)
    reader.feed(page)
    yield from reader.found
    if reader.stack:
        yield f"the report does not close {reader.stack}"
    if hidden := sorted(
        {f"U+{ord(char):04X}" for char in page if char != "\n" and unicodedata.category(char) in HIDDEN}
    ):
        yield f"{hidden} in the report"


def _tower(text: str) -> bool:
    """Whether more marks are on one letter than any language needs."""
    marks = "".join("m" if unicodedata.category(char) in ("Mn", "Me") else "." for char in text)
    return "m" * (MOST_MARKS + 1) in marks


@cache
def _ours() -> tuple[frozenset[str], frozenset[str]]:
    """The elements and the attributes that our own templates have."""
    source = "".join(path.read_text("utf-8") for path in TEMPLATES.iterdir())
    elements = {name.lower() for name in re.findall(r"<([a-zA-Z][a-zA-Z0-9]*)", source)}
    attributes = {name.lower() for name in re.findall(r"[ \n]([a-zA-Z][a-zA-Z0-9:-]*)=\"", source)}
    return frozenset(elements | MARKDOWN), frozenset(attributes | {"open"})


class _Reader(HTMLParser):
    def __init__(self, mark: str) -> None:
        super().__init__()
        self.mark = mark
        self.stack: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look_at(tag, attrs)
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._look_at(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self.stack or self.stack.pop() != tag:
            self.found.append(f"the report closes a <{tag}> that is not open")

    def handle_data(self, data: str) -> None:
        if self.mark and self.mark in data and not ISOLATED & set(self.stack):
            self.found.append(f"among our own words in <{self.stack[-1]}>: {data.strip()[:200]!a}")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"a comment in the report: {data[:100]!a}")

    def _look_at(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        elements, attributes = _ours()
        if tag in HEAD and "body" in self.stack:
            self.found.append(f"a <{tag}> in the middle of the report")
        if tag not in elements:
            self.found.append(f"an element of somebody else's in the report: <{tag}>")
        for name, value in attrs:
            if name not in attributes or (self.mark and self.mark in (value or "")):
                self.found.append(f"an attribute of somebody else's in the report: {name}={(value or '')[:100]!a}")
