"""Answers 401 without a challenge.

Fails: test_example_knows_who_may_see_the_seats, test_challenges_a_stranger, test_calls_a_bad_token_invalid
"""


async def _refuse(realm: str, request: Request, error: Exception) -> Response:
    """Answer somebody who does not get in."""
    status, challenge = 503, ""
    if isinstance(error, NotAuthenticated):
        status, challenge = 401, f'Basic realm="{realm}", charset="UTF-8", Bearer realm="{realm}"'
        if error.scheme == "bearer":
            challenge += ', error="invalid_token"'
    elif isinstance(error, PermissionDenied):
        status = 403
        if request.state.identity.scheme == "bearer":
            challenge = f'Bearer realm="{realm}", error="insufficient_scope"'
    return JSONResponse(
        {"detail": str(error)}, status, {"WWW-Authenticate": challenge} if status == 403 and challenge else {}
    )
