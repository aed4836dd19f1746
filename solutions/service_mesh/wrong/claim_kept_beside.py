"""Leaves the caller's claim beside the identity.

Fails: test_tells_the_application_who_calls
"""


def inbound(
    app_url: str, allow: Sequence[Mapping[str, Any]], *, trust_domain: str = TRUST_DOMAIN, timeout: float = 5.0
) -> ASGIApp:
    """An app that admits callers by their certificate, and passes on to ``app_url`` what is allowed."""

    async def respond(request: Request) -> Response:
        chain = request.scope.get("extensions", {}).get("tls", {}).get("client_cert_chain") or [""]
        try:
            principal = peer_id(chain[0], trust_domain)
        except IdentityError:
            return Response("forbidden", 403)
        if not is_allowed(allow, principal, request.method, request.scope["path"]):
            return Response("forbidden", 403)
        try:
            fields = {"X-Forwarded-Client-Cert": f"URI={principal}"}
            return passed_back(await forward(request, app_url, fields, timeout))
        except httpx.TransportError:
            return Response("the application does not answer", 503)

    return request_response(respond)
