"""Repeats the field of the request in its answer.

Fails: test_answers_every_stranger_alike, test_calls_a_bad_token_invalid
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
        {"detail": f"{error}: {request.headers.get('Authorization')}"},
        status,
        {"WWW-Authenticate": challenge} if challenge else {},
    )
