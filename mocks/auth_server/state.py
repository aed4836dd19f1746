"""The parts of one auth server, as its endpoints get them (``mocks.service.Bound``). Auth server only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from mocks.auth_server.accounts import Accounts
from mocks.auth_server.authorize import FrontChannel
from mocks.auth_server.keys import KeyRing
from mocks.auth_server.mint import Mint
from mocks.auth_server.origin import Origin
from mocks.auth_server.token_endpoint import BackChannel
from mocks.service import Clock, bound


@dataclass(frozen=True)
class State:
    """One server."""

    clock: Clock
    accounts: Accounts
    keys: KeyRing
    mint: Mint
    origin: Origin
    front: FrontChannel
    back: BackChannel


Ours = Annotated[State, Depends(bound)]
"""The server whose request this is."""
