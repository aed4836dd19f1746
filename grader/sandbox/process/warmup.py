"""Finds out what libraries import at their first use, so that the zygote can import it once instead of every cell.

A first request through an ASGI application costs a cell some 70 ms, nearly all of it imports. Which modules these are
differs from version to version, so they are not listed here but learned: a child of the zygote uses the libraries for
real (it may leave threads and open loops behind, which a fork must not inherit) and tells which modules it has loaded.
Zygote only.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import mimetypes
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import httpx

from grader.sandbox.virtual.world import World

LOADED = 1 << 20


def learn(world: World) -> None:
    """Import what a first use of the libraries would import."""
    mimetypes.init()  # reads files that a cell may not
    for name in _in_a_child(lambda: _use(world)):
        with suppress(ImportError):
            importlib.import_module(name)


def _in_a_child(work: Callable[[], None]) -> list[str]:
    """The modules that ``work`` loads, in the order in which it does."""
    before = set(sys.modules)
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            with suppress(Exception):  # a library that is not there, or another version of it: then less is learned
                work()
            found = [name for name in sys.modules if name not in before]
            os.write(write, json.dumps(found)[:LOADED].encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        told = pipe.read()
    os.waitpid(pid, 0)
    return list(json.loads(told or b"[]"))


def _use(world: World) -> None:
    world.ask = lambda _: {"after": 0.001, "number": 0, "error": "", "status": 200, "headers": [], "body": ""}
    httpx.get("http://warm.test/")
    asyncio.run(_ask())
    if "fastapi" in sys.modules:
        asyncio.run(_serve())
    if "jwt" in sys.modules:
        _sign()


async def _ask() -> None:
    async with httpx.AsyncClient() as client:
        await asyncio.gather(client.get("http://warm.test/"), client.post("http://warm.test/", json={}))


async def _serve() -> None:
    from fastapi import Depends, FastAPI, HTTPException, Request

    app = FastAPI()

    def depended() -> int:
        return 1

    @app.get("/sync")
    def sync(number: int = Depends(depended)) -> dict[str, int]:
        return {"number": number}

    @app.post("/body")
    async def body(request: Request) -> Any:
        await request.json()
        raise HTTPException(418)

    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://warm.test") as client:
        await client.get("/sync")
        await client.post("/body", json={})
        await client.get("/missing")


def _sign() -> None:
    import jwt
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from jwt.algorithms import ECAlgorithm

    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    token = jwt.encode({"exp": 9_999_999_999, "aud": "warm"}, pem, algorithm="ES256", headers={"kid": "warm"})
    public = jwt.PyJWK({**ECAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": "warm"})
    jwt.decode(token, public, algorithms=["ES256"], audience="warm")
    with suppress(jwt.PyJWTError):
        jwt.decode("a.b.c", public, algorithms=["RS256", "ES256"])
