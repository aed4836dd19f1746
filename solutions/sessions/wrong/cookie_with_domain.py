"""A Domain gives the cookie to every subdomain, and makes a browser refuse the prefix.

Fails: test_the_cookie_carries_the_id_and_nothing_else, test_the_shop_sets_the_cookie_with_every_flag
"""


def session_cookie(session_id: str) -> str:
    """Return the Set-Cookie that gives the id to the browser."""
    return f"{COOKIE}={session_id}; {FLAGS}; Domain=shop.test"
