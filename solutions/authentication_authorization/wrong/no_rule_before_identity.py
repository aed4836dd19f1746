"""Refuses a route without a rule before it asks who it is.

Fails: test_refuses_a_route_without_a_rule
"""


def _guarded_by(authenticator: Authenticator, policy: Policy) -> type[APIRoute]:
    """Return a class of routes that ask who it is and what they may do, before FastAPI parses the body.

    It parses the body before the first dependency as well, so that a dependency would run too late.
    """

    class Guarded(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            async def guarded(request: Request) -> Response:
                try:
                    policy.check(None, request.method, self.path)
                except NotAuthenticated:
                    credentials = parse_authorization(request.headers.get("Authorization"))
                    if credentials and f"{request.method} {self.path}" not in policy._rules:
                        return JSONResponse({"detail": "no rule"}, 403)
                    if credentials is None:
                        raise
                    request.state.identity = await run_in_threadpool(authenticator.authenticate, credentials)
                    policy.check(request.state.identity, request.method, self.path)
                return await handle(request)

            return guarded

    return Guarded
