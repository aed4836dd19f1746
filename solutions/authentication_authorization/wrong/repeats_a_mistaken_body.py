"""Repeats what was wrong with a body, as FastAPI does, and so ends in 500 for NaN.

Fails: test_judges_the_body_of_who_may
"""


async def _mistaken(request: Request, error: Exception) -> Response:
    """Answer a body that is mistaken."""
    return JSONResponse({"detail": list(error.errors())}, 422)
