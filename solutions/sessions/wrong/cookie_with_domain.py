"""A Domain gives the cookie to every subdomain, and makes a browser refuse the prefix.

Fails: x
"""


def session_cookie(session_id: str) -> str:
    """Return the Set-Cookie that gives the id to the browser."""
    return f"{COOKIE}={session_id}; {FLAGS}; Domain=shop.test"
