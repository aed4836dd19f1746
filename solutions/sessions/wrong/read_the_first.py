"""Of two cookies the first counts.

Fails: test_two_cookies_are_none
"""


def read_cookie(header: str | None) -> str | None:
    """Return the session id of a Cookie field."""
    pairs = [pair.strip().partition("=") for pair in (header or "").split(";")]
    found = [value for name, _, value in pairs if name == COOKIE]
    return found[0] or None if found else None
