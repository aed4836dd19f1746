"""Says nothing of the scope in a 403.

Fails: test_tells_a_token_that_its_scope_is_too_narrow
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
            challenge = ""
    return JSONResponse({"detail": str(error)}, status, {"WWW-Authenticate": challenge} if challenge else {})
