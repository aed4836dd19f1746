"""The parts of one resource server, as its endpoints get them (``mocks.service.Bound``). Resource server only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from mocks.resource_server.bearer import Bearer
from mocks.resource_server.shelf import Shelf
from mocks.service import bound


@dataclass(frozen=True)
class State:
    """One server."""

    bearer: Bearer
    shelf: Shelf


Ours = Annotated[State, Depends(bound)]
"""The server whose request this is."""
