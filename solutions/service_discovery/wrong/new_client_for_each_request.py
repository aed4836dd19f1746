"""Each request gets a directory and a client of its own: nothing is remembered, and no turn is taken.

Fails: test_spreads_requests_over_the_instances, test_no_healthy_instance_is_503[default],
test_no_healthy_instance_is_503[5], test_outlives_the_registry[known]
"""


def load_balancer(service: str, *, max_age: float = 10.0, timeout: float = 2.0, registry: str = REGISTRY) -> ASGIApp:
    """Return an app that passes every request on to an instance, and the answer back."""
    app = FastAPI(openapi_url=None)

    @app.api_route("/{path:path}", methods=METHODS)
    async def forward(request: Request) -> Response:
        client = ServiceClient(Directory(service, max_age=max_age, registry=registry), timeout=timeout)
        options = {"headers": _onward(request), "content": await request.body()}
        try:
            answer = await run_in_threadpool(client.request, request.method, _target(request), **options)
        except (DiscoveryError, httpx.TransportError) as error:
            return _failure(error)
        return _passed_back(answer)

    return app
