"""Durations in the form of Go's ``time.ParseDuration``, which Consul takes: ``30s``, ``1m30s``, ``500ms``.

Used by the registry's API. Source: https://pkg.go.dev/time#ParseDuration
"""

from __future__ import annotations

import re

_UNITS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
_MOST = (2**63 - 1) / 1e9
"""Seconds, some 292 years: Go counts nanoseconds in 64 bits."""
_LONGEST = 100
"""Characters. Whoever sent a million digits without a unit would have the expression try each of them as the first."""
_PART = re.compile(r"(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)", re.ASCII)


def parse_duration(text: str) -> float:
    """Return the duration in seconds. Raises ValueError for what Go would refuse and for negative ones."""
    if text == "0":
        return 0.0
    position, seconds = 0, 0.0
    while len(text) <= _LONGEST and (part := _PART.match(text, position)):
        seconds += float(part[1]) * _UNITS[part[2]]
        position = part.end()
    if not text or position != len(text) or seconds > _MOST:
        raise ValueError(f"{text[:_LONGEST]!r} is no duration; write it like 30s, 500ms or 1m30s")
    return seconds
