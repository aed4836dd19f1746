"""What is fuzzed: each target takes any bytes and returns, or raises because a promise was broken."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from .conversation import conversation
from .decoder import decoder
from .services import services

Target = Callable[[bytes], None]

TARGETS: Mapping[str, Target] = MappingProxyType(
    {"decoder": decoder, "conversation": conversation, "services": services}
)
