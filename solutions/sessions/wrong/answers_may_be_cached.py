"""An answer with a cookie says nothing about caches.

Fails: x
"""


def _with_cookie(response: Response, cookie: str) -> Response:
    """Add a Set-Cookie."""
    response.headers["Set-Cookie"] = cookie
    return response
