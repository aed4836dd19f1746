"""Asks who it is on a public route too, if credentials were sent.

Fails: test_opens_what_is_public_to_everybody
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
                    if parse_authorization(request.headers.get("Authorization")):
                        raise NotAuthenticated
                    policy.check(None, request.method, self.path)
                except NotAuthenticated:
                    credentials = parse_authorization(request.headers.get("Authorization"))
                    if credentials is None:
                        raise
                    request.state.identity = await run_in_threadpool(authenticator.authenticate, credentials)
                    policy.check(request.state.identity, request.method, self.path)
                return await handle(request)

            return guarded

    return Guarded
