"""Switches for trying the auth server by hand: tokens good and bad, a new key. Only on loopback.

In a test there is no ``/lab``: a student's code shares the network with the test, and could ask for a token.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import PlainTextResponse

from mocks.auth_server.forge import Forger
from mocks.auth_server.keys import Alg
from mocks.auth_server.mint import Wish
from mocks.auth_server.state import Ours, State

router = APIRouter(prefix="/lab", tags=["lab"])


@router.get("/token", summary="A good access token", response_class=PlainTextResponse)
async def _token(
    ours: Ours,
    request: Request,
    subject: str = "u-1001",
    scope: str = "orders:read",
    lifetime: int = 300,
    alg: Alg = "ES256",
) -> str:
    wish = Wish(subject, ours.origin.of(request), scope=scope, lifetime=lifetime, alg=alg)
    return ours.mint.access_token(wish) + "\n"


@router.get("/bad", summary="A bad token of each kind")
async def _all_bad(ours: Ours, request: Request) -> dict[str, str]:
    return _bad(ours, request)


@router.get("/bad/{kind}", summary="A bad token of that kind", response_class=PlainTextResponse)
async def _one_bad(ours: Ours, request: Request, kind: str) -> str:
    tokens = _bad(ours, request)
    if kind not in tokens:
        raise HTTPException(404, f"There is no such kind; there are {', '.join(tokens)}.")
    return tokens[kind] + "\n"


@router.post("/rotate", summary="Sign with a new key from now on; the old ones stay published")
async def _rotate(ours: Ours, alg: Alg = "ES256") -> dict[str, str]:
    return {"kid": ours.keys.rotate(alg).kid}


@router.post("/retire/{kid}", status_code=204, summary="Take a key out of the key set")
async def _retire(ours: Ours, kid: str) -> None:
    try:
        ours.keys.retire(kid)
    except KeyError:
        raise HTTPException(404, "There is no such key.") from None


def _bad(ours: State, request: Request) -> dict[str, str]:
    def issue(**options: Any) -> str:
        return ours.mint.access_token(Wish(**{"subject": "u-1001", "issuer": ours.origin.of(request), **options}))

    return Forger(ours.keys, issue).one_of_each()
