"""A request without the cookie is looked up in the store as well.

Fails: x
"""


def _sent(request: Request) -> str | None:
    return read_cookie(request.headers.get("cookie")) or "none"
