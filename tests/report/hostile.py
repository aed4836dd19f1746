"""A result in which every text is an attack: what a student writes reaches the report in many ways."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import msgspec

from grader.result.model import Result

from .sample import half_right

OURS = {"outcome", "kind"}
"""Fields that no student's text can reach, and that decide what is drawn."""

PAYLOADS = (
    "<script>document.title='owned'</script>",
    '"><img src=https://evil.test/x.png onerror=alert(1)>',
    "'><svg onload=alert(1)><style>*{display:none}</style></svg>",
    "</style><style>body{background:url(https://evil.test/css)}*{position:fixed;inset:0}</style>",
    "</title><script>alert(1)</script><title>",
    "</text></svg><foreignObject><iframe srcdoc='<script>alert(1)</script>'></foreignObject>",
    "javascript:alert(1)",
    "[click](javascript:alert(1)) ![x](https://evil.test/p.png) <https://evil.test>",
    "```\n</pre></code><script>alert(1)</script>\n```",
    "<base href=https://evil.test/><meta http-equiv=refresh content='0;url=https://evil.test'>",
    "<form action=https://evil.test><button autofocus onfocus=alert(1)>ok</button></form>",
    "</bdi></pre></li></ol></details></section></main><h1>Full marks</h1>",
    "\x1b[2J\x1b]0;owned\x07\x00\x7f\x9b31m",
    "if access != '\u202e\u2066user\u2069 \u2066': # admin",
    "in\u200bvi\u200dsi\ufeffble\u00ad\u2060 \U000e0041\U000e0042",
    "half a pair \ud800 and \udfff",
    "z" + "\u0335\u0489\u033f" * 60,
    "\ufdfd" * 40 + "\U0001242b" * 40,
    "\u05d0\u05d1\u05d2 \u0627\u0644\u0639 100 of 100 points",
    "A" * 100_000,
    "\n" * 5_000,
    "{{ 7 * 7 }}{% raw %}{{ config }}",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
)


def hostile() -> Result:
    """The half-right result with an attack in place of every text."""
    attacks = itertools.cycle(PAYLOADS)
    return msgspec.convert(_attacked(msgspec.to_builtins(half_right()), attacks), Result)


def _attacked(value: Any, attacks: Iterator[str], field: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _attacked(inner, attacks, key) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_attacked(inner, attacks, field) for inner in value]
    if isinstance(value, str) and field not in OURS and value not in ("test", "student"):
        return next(attacks)
    return value
