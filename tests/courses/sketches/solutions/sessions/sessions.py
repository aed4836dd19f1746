"""An app whose sessions lie in a store that all instances share: ``https://store.test``."""

import secrets
from typing import Annotated

import httpx
from fastapi import Cookie, FastAPI, HTTPException, Response

STORE = "https://store.test"
IDLE = 1800
app = FastAPI()


@app.post("/login")
async def login(body: dict, response: Response) -> dict:
    """Begin a session."""
    number = secrets.token_urlsafe(32)
    await keep(number, {"user": body["user"]})
    response.set_cookie("session", number, secure=True, httponly=True, samesite="lax")
    return {}


@app.get("/me")
async def me(session: Annotated[str, Cookie()] = "") -> dict:
    """Who has logged in. Being used keeps a session alive."""
    async with httpx.AsyncClient(base_url=STORE) as store:
        found = await store.get(f"/{session}")
    if not session or found.status_code != 200:
        raise HTTPException(401)
    await keep(session, found.json())
    return found.json()


async def keep(number: str, state: dict) -> None:
    """Keep a session for as long as it may be idle."""
    async with httpx.AsyncClient(base_url=STORE) as store:
        (await store.put(f"/{number}", params={"ttl": IDLE}, json=state)).raise_for_status()
