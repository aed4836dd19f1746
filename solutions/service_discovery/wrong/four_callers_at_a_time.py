"""The load balancer has four threads: while four callers wait for their instances, the fifth waits for a thread.

Fails: test_a_slow_instance_holds_up_its_own_caller_only
"""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial

THREADS = ThreadPoolExecutor(4)


def load_balancer(service: str, *, max_age: float = 10.0, timeout: float = 2.0, registry: str = REGISTRY) -> ASGIApp:
    """Return an app that passes every request on to an instance, and the answer back."""
    app = FastAPI(openapi_url=None)
    client = ServiceClient(Directory(service, max_age=max_age, registry=registry), timeout=timeout)

    @app.api_route("/{path:path}", methods=METHODS)
    async def forward(request: Request) -> Response:
        call = partial(client.request, headers=_onward(request), content=await request.body())
        try:
            answer = await asyncio.get_running_loop().run_in_executor(THREADS, call, request.method, _target(request))
        except (DiscoveryError, httpx.TransportError) as error:
            return _failure(error)
        return _passed_back(answer)

    return app
