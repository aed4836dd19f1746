"""What one session store has: its keys, what it was asked, and the token that it wants to see."""

from __future__ import annotations

from dataclasses import dataclass, field

from mocks.session_store.keyspace import Keyspace


@dataclass
class State:
    """``commands`` are those that were run over HTTP, in order. Without a ``token`` everybody may ask."""

    keyspace: Keyspace
    token: str = ""
    commands: list[tuple[str, ...]] = field(default_factory=list)
