"""What one key management service consists of; its routes are shared by all. Used within ``mocks.kms``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from mocks.faults import FaultPlan
from mocks.kms.keys import KeyRing
from mocks.service import Clock, bound


@dataclass(frozen=True)
class State:
    """The parts of one service. ``may_administer``: whether whoever asks may rotate and disable keys."""

    clock: Clock
    ring: KeyRing
    faults: FaultPlan
    may_administer: bool


Ours = Annotated[State, Depends(bound)]
"""As the annotation of an endpoint's argument: the service that was asked."""
