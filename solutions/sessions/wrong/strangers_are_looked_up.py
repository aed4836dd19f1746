"""A request without the cookie is looked up in the store as well.

Fails: test_a_stranger_needs_no_store
"""


def _sent(request: Request) -> str | None:
    return read_cookie(request.headers.get("cookie")) or "none"
