"""An instance that breaks or hangs during a POST becomes a 500 of the load balancer's own.

Fails: test_what_may_have_been_done_is_not_repeated, test_waits_timeout_seconds_for_an_instance[default],
test_waits_timeout_seconds_for_an_instance[8]
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
        except DiscoveryError as error:
            return _failure(error)
        return _passed_back(answer)

    return app
