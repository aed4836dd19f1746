"""What a service of the shop was asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Received:
    """One request for a summary, as the service got it. ``headers`` are in lower case."""

    user: str
    at: float
    headers: Mapping[str, str]
