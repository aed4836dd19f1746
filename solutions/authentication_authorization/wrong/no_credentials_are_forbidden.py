"""Answers 403 to a stranger who shows nothing.

Fails: test_example_knows_who_may_see_the_seats, test_tells_the_stranger_from_the_known_who_may_not,
    test_challenges_a_stranger, test_stands_every_malformed_field, test_refuses_a_route_without_a_rule,
    test_opens_what_is_public_to_everybody, test_judges_a_body_last, test_lets_nobody_in_during_an_outage
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
                    if credentials is None:
                        return JSONResponse({"detail": "forbidden"}, 403)
                    request.state.identity = await run_in_threadpool(authenticator.authenticate, credentials)
                    policy.check(request.state.identity, request.method, self.path)
                return await handle(request)

            return guarded

    return Guarded
