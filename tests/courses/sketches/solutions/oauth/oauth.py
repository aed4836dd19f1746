"""Login by redirect to ``https://auth.test`` (code and PKCE), and client credentials for calls to ``https://api.test``."""

import asyncio
import base64
import hashlib
import secrets
import time

import httpx
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import RedirectResponse

BACK = "https://app.test/callback"
CREDENTIALS = ("shop", "shop-secret")
app = FastAPI()
pending: dict[str, str] = {}
token = {"value": "", "until": 0.0}
lock = asyncio.Lock()


@app.get("/login")
async def login() -> RedirectResponse:
    """Send the browser to the authorization server."""
    state, verifier = secrets.token_urlsafe(16), secrets.token_urlsafe(48)
    pending[state] = verifier
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = httpx.QueryParams(
        response_type="code",
        client_id="shop",
        redirect_uri=BACK,
        state=state,
        code_challenge=challenge,
        code_challenge_method="S256",
    )
    return RedirectResponse(f"https://auth.test/authorize?{query}")


@app.get("/callback")
async def callback(request: Request) -> dict:
    """The browser is back: exchange the code, on the back channel."""
    verifier = pending.pop(request.query_params.get("state", ""), None)
    if verifier is None:
        raise HTTPException(400, "this answer belongs to no question")
    return await fetch(grant_type="authorization_code", code=request.query_params["code"], code_verifier=verifier)


async def stock(item: str) -> int:
    """How many there are, asked with a token of the shop's own."""
    async with lock:
        if time.time() >= token["until"]:
            fresh = await fetch(grant_type="client_credentials")
            token.update(value=fresh["access_token"], until=time.time() + fresh["expires_in"] - 5)
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {token['value']}"}) as client:
        return (await client.get(f"https://api.test/{item}")).raise_for_status().json()


async def fetch(**form: str) -> dict:
    """Ask the token endpoint."""
    async with httpx.AsyncClient(auth=CREDENTIALS) as client:
        return (await client.post("https://auth.test/token", data=form)).raise_for_status().json()
