"""What one payment service consists of; its routes are shared by all. Used within ``mocks.payment``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from mocks.faults import FaultPlan
from mocks.payment.ledger import Ledger
from mocks.service import Clock, bound


@dataclass(frozen=True)
class State:
    """The parts of one payment service, each of which keeps its own state."""

    clock: Clock
    ledger: Ledger
    faults: FaultPlan


Ours = Annotated[State, Depends(bound)]
"""As the annotation of an endpoint's argument: the service that was asked."""
