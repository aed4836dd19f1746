"""http.cookies gives up at the first cookie that it does not understand.

Fails: test_other_cookies_may_be_odd, test_two_cookies_are_none
"""

from http.cookies import CookieError, SimpleCookie


def read_cookie(header: str | None) -> str | None:
    """Return the session id of a Cookie field."""
    try:
        jar = SimpleCookie(header or "")
    except CookieError:
        return None
    return jar[COOKIE].value or None if COOKIE in jar else None
