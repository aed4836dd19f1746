"""Nobody thought of what happens without an instance: the exception becomes a 500.

Fails: test_no_healthy_instance_is_503[default], test_no_healthy_instance_is_503[5],
test_503_when_every_instance_failed
"""


def load_balancer(service: str, *, max_age: float = 10.0, timeout: float = 2.0, registry: str = REGISTRY) -> ASGIApp:
    """Return an app that passes every request on to an instance, and the answer back."""
    app = FastAPI(openapi_url=None)
    client = ServiceClient(Directory(service, max_age=max_age, registry=registry), timeout=timeout)

    @app.api_route("/{path:path}", methods=METHODS)
    async def forward(request: Request) -> Response:
        options = {"headers": _onward(request), "content": await request.body()}
        try:
            answer = await run_in_threadpool(client.request, request.method, _target(request), **options)
        except (RegistryError, httpx.TransportError) as error:
            return _failure(error)
        return _passed_back(answer)

    return app
