"""Makes text from a submission safe to show: nothing invisible, nothing that reorders, nothing without end.

Every renderer passes whatever a student may have written through here before it escapes it for its own format.
What can't be seen is shown: a control character by its picture (␛), anything else by its number (⟨U+202E⟩).
Sources: Unicode TR 36 and TR 39 (visual spoofing), CVE-2021-42574 (bidirectional overrides in source code).
"""

from __future__ import annotations

import re
import unicodedata

LINE = 300
"""Characters of a single line that are shown, unless the caller says otherwise."""

BLOCK = 3_000
"""Characters of a block of text that are shown, unless the caller says otherwise."""

LINES = 120
"""Lines of a block that are shown, unless the caller says otherwise."""

_BLANK_LETTERS = frozenset({0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0})
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MARKS = frozenset({"Mn", "Me"})
_MOST_MARKS = 2  # Vietnamese needs two on one letter; a tower of them would cover the lines above
_PLAIN = re.compile(r"[\t\n\x20-\x7e]*")
_COMMAND = re.compile(r"##(?=\w*\[)")


class _Visible:
    """A table for ``str.translate``: code point to what is shown for it."""

    def __getitem__(self, code: int) -> str:
        if code in (0x09, 0x0A) or 0x20 <= code < 0x7F:
            return chr(code)
        if code < 0x20:
            return chr(0x2400 + code)
        if code == 0x7F:
            return "␡"
        if 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF:
            return ""  # variation selectors only pick a glyph
        if code in _BLANK_LETTERS or unicodedata.category(chr(code)) in _HIDDEN_CATEGORIES:
            return f"⟨U+{code:04X}⟩"
        return " " if unicodedata.category(chr(code)) == "Zs" else chr(code)


def visible(text: str) -> str:
    """The text with everything invisible made visible. Tabs and line feeds stay; at most two marks on a letter."""
    text = text.replace("\r\n", "\n")
    if _PLAIN.fullmatch(text):
        return text
    shown = text.translate(_Visible())
    return shown if shown.isascii() else _without_towers(shown)


def line(text: str, most: int = LINE) -> str:
    """One line of at most ``most`` characters; line feeds become ⏎, tabs spaces."""
    shown = visible(text[: most + 1]).replace("\n", "⏎").replace("\t", " ")
    return shown if len(shown) <= most else shown[: most - 1] + "…"


def terminal(text: str, most: int = LINE) -> str:
    """One line for a terminal, which may be a log that a CI system reads commands from.

    GitHub finds ``##[add-mask]…`` anywhere in a line, Azure and TeamCity ``##vso[…]`` and ``##teamcity[…]``: here they
    are none any more. ``::add-mask::…`` is one only where a line begins, so no line may begin with a student's text.
    https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
    """
    return _COMMAND.sub("# #", line(text, most))


def block(text: str, most: int = BLOCK, lines: int = LINES) -> str:
    """Several lines. Of a text that is too long the beginning and the end, and how much is between."""
    if len(text) > most:
        head, tail = text[: most // 2], text[-(most // 2) :]
        left_out = len(text) - len(head) - len(tail)
        text = f"{head}\n… {left_out:,} more characters are left out here …\n{tail}"
    rows = text.split("\n")
    if len(rows) > lines + 1:
        between = f"… {len(rows) - lines:,} more lines are left out here …"
        text = "\n".join([*rows[: lines // 2], between, *rows[-(lines // 2) :]])
    shown = visible(text).expandtabs(4)
    longest = 2 * most + 200  # what was made visible is longer, and tabs are
    return shown if len(shown) <= longest else shown[:longest] + "…"


def _without_towers(text: str) -> str:
    """Leave out combining marks beyond the second on one letter."""
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", text):
        marks = marks + 1 if unicodedata.category(char) in _MARKS else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)
