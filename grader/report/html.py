"""Renders a result as one self-contained page: no script, nothing fetched, a policy that forbids both.

``render_html(result)`` is pure: the same result gives the same bytes. Whatever may be a student's text goes through
``grader.report.clean`` and jinja2's escaping, never through Markdown, and never into an attribute.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
from markupsafe import Markup

from grader.report import clean, code, detail, diagram, markdown, total, view, words
from grader.result.model import Result

MOST_BYTES = 500_000
"""A student's page stays below this, whatever was recorded (an instructor's is longer by what it adds)."""

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class InstructorTopic:
    """What only an instructor may see of a topic, by the id of a test that failed: its source, and a unified diff from
    the student's function, that the test met, to the reference's."""

    tests: Mapping[str, str] = field(default_factory=dict)
    differences: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class InstructorView:
    """What an instructor's page adds, by topic id. A page rendered with it must not be handed out."""

    topics: Mapping[str, InstructorTopic] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of what is added."""
        texts = (text for one in self.topics.values() for text in (*one.tests.values(), *one.differences.values()))
        return sum(len(text.encode(errors="replace")) for text in texts)


def render_html(result: Result, *, instructor: InstructorView | None = None) -> str:
    """The page, as text to be written in UTF-8.

    Shows as much as fits into ``MOST_BYTES``: of a very long result the drawings and the output are left out first,
    and the page says so.
    """
    most = MOST_BYTES + (3 * instructor.size if instructor else 0)
    page = ""
    for level in detail.details_for(result, most):
        page = _render(result, level, instructor)
        if len(page.encode()) < most:
            break
    return page


def _render(result: Result, level: detail.Detail, instructor: InstructorView | None) -> str:
    shown = view.topics(result, level)
    page = _environment().get_template("report.html.j2")
    return page.render(
        result=result,
        topics=shown,
        since=view.since(result, shown),
        shortened=level.full < detail.ALL,
        instructor=instructor,
        ledger=total.ledger(result),
        overview=total.overview(result),
        closing=words.closing(result),
        next_anchor=view.next_anchor(result, shown),
        style=_style(),
        style_hash=_style_hash(),
    )


@functools.lru_cache(maxsize=1)
def _style() -> Markup:
    """The style sheet without comments and indentation. Ours alone: nothing of a result ever gets into it."""
    css = (_HERE / "style.css").read_text(encoding="utf-8")
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s*\n\s*", "\n", css)
    return Markup(css.strip())  # noqa: S704 — a file of this package


@functools.lru_cache(maxsize=1)
def _style_hash() -> str:
    """What the content security policy lets in: this style sheet and no other, not even a style attribute."""
    return base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()


@functools.lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_template),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    environment.filters.update(
        line=clean.line,
        called=_called,
        pieces=_pieces,
        whole=words.whole,
        block=clean.block,
        md=markdown.paragraphs,
        md_line=markdown.inline,
        md_label=markdown.label,
        points=words.points,
        plural=words.plural,
        seconds=words.seconds,
        px=_px,
        safe_url=_safe_url,
    )
    environment.globals.update(
        said=words.said,
        states=words.STATES,
        highlighted=code.highlighted,
        diff_lines=code.diff_lines,
        sentence=diagram.sentence,
        left_to_judge=words.left_to_judge,
        handed_in=words.of_what_was_handed_in,
    )
    return environment


def _template(name: str) -> str:
    """A template without its indentation, which is for us and would be a fifth of the page."""
    source = (_HERE / "templates" / name).read_text(encoding="utf-8")
    return re.sub(r"^[ \t]+", "", source, flags=re.MULTILINE)


def _pieces(text: str, most: int) -> list[str]:
    """A phrase taken apart at its backticks: every second piece is to be set as code. No other mark means anything."""
    return re.split(r"`([^`]{1,120})`", clean.line(text, most))


def _called(name: str) -> str:
    """A submission's name, in quotes if it might be a sentence: it stands above the score, in large letters."""
    return name if re.fullmatch(r"[\w.@+-]{1,60}", name) else f"“{clean.line(name, 46)}”"


def _px(value: float) -> str:
    """A coordinate, as short as it goes."""
    return f"{value:.1f}".removesuffix(".0")


def _safe_url(url: str) -> str:
    """The address if it may be a link: http and https only."""
    return clean.line(url, 2_000) if url.lower().startswith(("https://", "http://")) else ""
