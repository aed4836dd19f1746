"""The path is passed on without its query.

Fails: test_passes_a_request_on_and_the_answer_back
"""


def load_balancer(service: str, *, max_age: float = 10.0, timeout: float = 2.0, registry: str = REGISTRY) -> ASGIApp:
    """Return an app that passes every request on to an instance, and the answer back."""
    app = FastAPI(openapi_url=None)
    client = ServiceClient(Directory(service, max_age=max_age, registry=registry), timeout=timeout)

    @app.api_route("/{path:path}", methods=METHODS)
    async def forward(request: Request) -> Response:
        target = request.scope["raw_path"].decode("ascii")  # as it was sent: "%2F" is not "/"
        headers = _end_to_end(request.headers.raw, {"host", "content-length"})
        body = await request.body()
        try:
            answer = await run_in_threadpool(client.request, request.method, target, headers=headers, content=body)
        except DiscoveryError:
            return Response("no instance available", 503)
        except httpx.TimeoutException:
            return Response("the instance did not answer in time", 504)
        except httpx.TransportError:
            return Response("the instance broke the connection", 502)
        return _passed_back(answer)

    return app
