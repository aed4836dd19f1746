"""What one directory consists of; its routes are shared by all. Used within ``mocks.directory``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from mocks.directory.people import People
from mocks.faults import FaultPlan
from mocks.service import Clock, bound


@dataclass(frozen=True)
class State:
    """The parts of one directory, each of which keeps its own state."""

    clock: Clock
    people: People
    faults: FaultPlan


Ours = Annotated[State, Depends(bound)]
"""As the annotation of an endpoint's argument: the directory that was asked."""
