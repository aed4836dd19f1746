"""The client is kept in the module: a second load balancer serves the first one's service.

Fails: test_two_load_balancers_do_not_mix
"""

CLIENTS: dict[str, Any] = {}


def load_balancer(service: str, *, max_age: float = 10.0, timeout: float = 2.0, registry: str = REGISTRY) -> ASGIApp:
    """Return an app that passes every request on to an instance, and the answer back."""
    app = FastAPI(openapi_url=None)
    if service not in CLIENTS and CLIENTS:
        service = next(iter(CLIENTS))
    CLIENTS[service] = ServiceClient(Directory(service, max_age=max_age, registry=registry), timeout=timeout)
    client = CLIENTS[service]

    @app.api_route("/{path:path}", methods=METHODS)
    async def forward(request: Request) -> Response:
        options = {"headers": _onward(request), "content": await request.body()}
        try:
            answer = await run_in_threadpool(client.request, request.method, _target(request), **options)
        except (DiscoveryError, httpx.TransportError) as error:
            return _failure(error)
        return _passed_back(answer)

    return app
