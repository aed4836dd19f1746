"""A sidecar that calls go through on their way out and in, and two apps that know nothing of it but its address."""

import secrets

import httpx
from cryptography import x509
from fastapi import FastAPI, Request, Response

ALLOWED = {"spiffe://shop/orders"}
sidecar = FastAPI()
inbound = FastAPI()
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


@inbound.get("/{path:path}")
async def admit(path: str, request: Request) -> Response:
    """Let a call from outside in, if its certificate is that of a service on the list (SPIFFE X.509-SVID)."""
    chain = request.scope.get("extensions", {}).get("tls", {}).get("client_cert_chain", [])
    if not ALLOWED & set(names(chain)):
        return Response(status_code=403)
    async with httpx.AsyncClient(timeout=1) as client:
        return Response((await client.get(f"http://stock.test/{path}")).content)


def names(chain: list[str]) -> list[str]:
    """The identities in the certificate of the caller."""
    if not chain:
        return []
    certificate = x509.load_pem_x509_certificate(chain[0].encode())
    found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return found.get_values_for_type(x509.UniformResourceIdentifier)
