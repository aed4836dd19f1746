"""Keeps the identity in a variable that all requests share.

Fails: test_keeps_requests_apart
"""

import asyncio


def _guarded_by(authenticator: Authenticator, policy: Policy) -> type[APIRoute]:
    """Return a class of routes that ask who it is and what they may do, before FastAPI parses the body.

    It parses the body before the first dependency as well, so that a dependency would run too late.
    """

    class Guarded(APIRoute):
        who: Any = None

        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            async def guarded(request: Request) -> Response:
                try:
                    policy.check(None, request.method, self.path)
                except NotAuthenticated:
                    credentials = parse_authorization(request.headers.get("Authorization"))
                    if credentials is None:
                        raise
                    Guarded.who = None
                    Guarded.who = await run_in_threadpool(authenticator.authenticate, credentials)
                    await asyncio.sleep(0.1)
                    request.state.identity = Guarded.who
                    policy.check(request.state.identity, request.method, self.path)
                return await handle(request)

            return guarded

    return Guarded
