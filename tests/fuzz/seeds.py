"""What the fuzzer begins with: frames as honest code sends them, and some bytes for the choices of each target."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REGRESSIONS = Path(__file__).parent / "regressions"
ENVELOPE = {"now": 1.5, "sleeps": [1.5]}
FORMS: tuple[Any, ...] = (
    [None, True, 0, -1.5, "text", []],
    {"text": "7aCA"},
    {"bytes": "YQ=="},
    {"int": "12345678901234567890"},
    {"float": "nan"},
    {"datetime": "2026-01-05T09:00:00+01:00"},
    {"timedelta": [1, 2, 3]},
    {"decimal": "1E+10"},
    {"uuid": "12345678-1234-5678-1234-567812345678"},
    {"dict": [["a", {"tuple": [1, {"frozenset": [2]}]}], [{"int": "3"}, {"set": ["b"]}]]},
    {"handle": [1, "Point", False, [["x", 1]]]},
    {"response": [200, [["content-type", "text/plain"]], "YQ==", "GET", "http://api.test/"]},
)
ERROR = {"names": ["ValueError", "Exception"], "text": "no", "frames": [["work.py", 3, "f"]], "value": None}
MESSAGES: tuple[dict[str, Any], ...] = (
    {"type": "answer", "value": {"value": 1, "changed": [[0, [1]]], "place": ["work.py", 1, "f"]}},
    {"type": "answer", "value": {"response": {"status": 200, "headers": [], "body": ""}, "error": None}},
    {"type": "raised", "error": ERROR, "peeked": [[1], None]},
    {"type": "http", "method": "GET", "url": "http://api.test/a", "headers": [["a", "b"]], "body": "", "timeout": 5},
    {"type": "callback", "callback": 0, "args": [1], "kwargs": [["a", 2]]},
    {"type": "collect", "number": 0},
    {"type": "stuck"},
    {"type": "stuck", "frames": [["work.py", 3, "f"]]},
    {"type": "hung", "frames": [["work.py", 3, "f"]], "again": True},
)


def seeds(target: str) -> Iterator[bytes]:
    """Inputs to begin with, the same ones each time, and all that ever broke a promise."""
    if target == "decoder":
        yield from (b"\x00" + json.dumps({**message, **ENVELOPE}).encode() for message in MESSAGES)
        yield from (b"\x01" + json.dumps(form).encode() for form in FORMS)
    choices = random.Random(target)
    yield from (choices.randbytes(choices.randrange(8, 256)) for _ in range(200))
    yield from (file.read_bytes() for file in regressions(target))


def regressions(target: str) -> list[Path]:
    """The inputs that ever broke a promise, by name."""
    return sorted((REGRESSIONS / target).glob("*"))
