"""Turns the course author's Markdown into safe HTML. Never given a student's text.

Raw HTML is escaped by the parser, and what comes out passes an allow list as well: no images, no attributes but
the address of a link, which must be http or https. Two layers, since a hint may one day quote what it should not.
"""

from __future__ import annotations

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from grader.report import clean

_TAGS = {"p", "em", "strong", "code", "pre", "ul", "ol", "li", "a", "br", "blockquote"}
_INLINE = {"em", "strong", "code", "a"}
_LONGEST = 4_000
_LONGEST_LINE = 400


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable("image")


def _sanitized(html: str, tags: set[str]) -> Markup:
    safe = nh3.clean(
        html,
        tags=tags,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer",
    )
    return Markup(safe.strip())  # noqa: S704 — nh3's allow list is what makes it safe


@lru_cache(maxsize=1024)
def paragraphs(text: str) -> Markup:
    """Paragraphs, lists, code and links."""
    return _sanitized(_parser().render(clean.block(text, _LONGEST)), _TAGS)


@lru_cache(maxsize=1024)
def inline(text: str) -> Markup:
    """One line: emphasis, code and links only."""
    return _sanitized(_parser().renderInline(clean.line(text, _LONGEST_LINE)), _INLINE)


@lru_cache(maxsize=1024)
def label(text: str) -> Markup:
    """One line without links, for headings and what is a link already."""
    return _sanitized(_parser().renderInline(clean.line(text, _LONGEST_LINE)), _INLINE - {"a"})
