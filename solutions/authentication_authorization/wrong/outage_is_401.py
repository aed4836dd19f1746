"""Answers 401 in an outage.

Fails: test_judges_a_body_last, test_lets_nobody_in_during_an_outage
"""


async def _refuse(realm: str, request: Request, error: Exception) -> Response:
    """Answer somebody who does not get in."""
    status, challenge = 401, ""
    if isinstance(error, NotAuthenticated):
        status, challenge = 401, f'Basic realm="{realm}", charset="UTF-8", Bearer realm="{realm}"'
        if error.scheme == "bearer":
            challenge += ', error="invalid_token"'
    elif isinstance(error, PermissionDenied):
        status = 403
        if request.state.identity.scheme == "bearer":
            challenge = f'Bearer realm="{realm}", error="insufficient_scope"'
    return JSONResponse({"detail": str(error)}, status, {"WWW-Authenticate": challenge} if challenge else {})
