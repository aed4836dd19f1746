"""The route takes one part of a path: / and /a/b are nobody's.

Fails: test_passes_every_method_on, test_passes_path_and_query_on_as_they_were_sent[path],
test_keeps_no_path_for_itself, test_spreads_requests_over_the_instances
"""


def load_balancer(service: str, *, max_age: float = 10.0, timeout: float = 2.0, registry: str = REGISTRY) -> ASGIApp:
    """Return an app that passes every request on to an instance, and the answer back."""
    app = FastAPI(openapi_url=None)
    client = ServiceClient(Directory(service, max_age=max_age, registry=registry), timeout=timeout)

    @app.api_route("/{path}", methods=METHODS)
    async def forward(request: Request) -> Response:
        options = {"headers": _onward(request), "content": await request.body()}
        try:
            answer = await run_in_threadpool(client.request, request.method, _target(request), **options)
        except (DiscoveryError, httpx.TransportError) as error:
            return _failure(error)
        return _passed_back(answer)

    return app
