"""Tells a JSON Web Token by its header, which is all that a reader of a label can use of it. Nothing is verified.

The text may be anybody's: what can't be read as a token's header is no token here. See RFC 7515, sections 3.1 and 4.
"""

from __future__ import annotations

import base64
import json
import re

_TOKEN = re.compile(r"(eyJ[A-Za-z0-9_-]{2,2000})\.[A-Za-z0-9_-]{0,8000}\.[A-Za-z0-9_-]{0,2000}")
_IN_TEXT = re.compile(rf"(?<![A-Za-z0-9_.-]){_TOKEN.pattern}(?![A-Za-z0-9_.-])")
_PLAIN = re.compile(r"[\w.:/@+-]{1,40}", re.ASCII)
_LONGEST = 16_000
_MOST_MEMBERS = 5


def jwt_in_words(text: str) -> str:
    """``<JWT alg=HS256 kid=ec-1>`` for a token, "" for any other text."""
    found = _TOKEN.fullmatch(text) if len(text) <= _LONGEST else None
    return _told(found[1]) if found else ""


def with_jwts_in_words(text: str) -> str:
    """The text with each token in it told so: a header field, a body."""
    return _IN_TEXT.sub(lambda found: _told(found[1]) or found[0], text)


def _told(encoded: str) -> str:
    try:
        header = json.loads(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
    except (ValueError, RecursionError):
        return ""
    if not isinstance(header, dict):
        return ""
    members = [f"{_value(name)}={_value(value)}" for name, value in header.items() if name != "typ"]
    more = ["…"] if len(members) > _MOST_MEMBERS else []
    return f"<{' '.join(['JWT', *members[:_MOST_MEMBERS], *more])}>"


def _value(value: object) -> str:
    if isinstance(value, str):
        shown = value if _PLAIN.fullmatch(value) else repr(value[:40])
        return shown if len(shown) <= 40 else f"{shown[:39]}…"
    return str(value) if isinstance(value, int) and abs(value) < 1e9 else f"({type(value).__name__})"
