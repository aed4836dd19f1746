"""The application sets the cookie with the framework's defaults, which are no flags.

Fails: test_the_shop_sets_the_cookie_with_every_flag
"""


def _with_cookie(response: Response, cookie: str) -> Response:
    """Add a Set-Cookie, and keep the answer out of every cache."""
    value = read_cookie(cookie.split(";")[0])
    if value is None:
        response.headers["Set-Cookie"] = cookie
    else:
        response.set_cookie(COOKIE, value)
    response.headers["Cache-Control"] = "no-store"
    return response
