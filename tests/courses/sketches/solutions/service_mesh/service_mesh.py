"""A sidecar that an app's calls go through, and two apps that know nothing of it but its address."""

import hashlib
import secrets

import httpx
from fastapi import FastAPI, Request, Response

sidecar = FastAPI()
orders = FastAPI()
stock = FastAPI()


@sidecar.api_route("/{service}/{path:path}", methods=["GET", "POST"])
async def carry(service: str, path: str, request: Request) -> Response:
    """Carry a call on, as a span of its own in the caller's trace (W3C Trace Context)."""
    version, trace, _, flags = request.headers.get("traceparent", f"00-{secrets.token_hex(16)}--01").split("-")
    headers = {"traceparent": f"{version}-{trace}-{secrets.token_hex(8)}-{flags}"}
    async with httpx.AsyncClient(timeout=1) as client:
        try:
            answer = await client.request(request.method, f"http://{service}.test/{path}", headers=headers)
        except httpx.TimeoutException:
            return Response(status_code=504)
    return Response(answer.content, answer.status_code, media_type=answer.headers.get("content-type"))


@orders.get("/order")
async def order(request: Request) -> Response:
    """An app that asks another one, through the sidecar at its side."""
    async with httpx.AsyncClient(headers={"traceparent": request.headers["traceparent"]}) as client:
        answer = await client.get("http://localhost/stock/shoes")
    return Response(answer.content, answer.status_code)


@stock.get("/shoes")
async def shoes(request: Request) -> str:
    """The other app: says under which trace it was asked."""
    return request.headers["traceparent"]


class Split:
    """Sends a share of the users to the canary, each always to the same version."""

    def __init__(self, percent: int) -> None:
        self.percent = percent

    def version(self, user: str) -> str:
        """``canary`` or ``stable``."""
        return "canary" if hashlib.sha256(user.encode()).digest()[0] * 100 < self.percent * 256 else "stable"
