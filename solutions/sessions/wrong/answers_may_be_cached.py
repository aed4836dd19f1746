"""An answer with a cookie says nothing about caches.

Fails: test_the_shop_sets_the_cookie_with_every_flag, test_every_logout_deletes_the_cookie
"""


def _with_cookie(response: Response, cookie: str) -> Response:
    """Add a Set-Cookie."""
    response.headers["Set-Cookie"] = cookie
    return response
