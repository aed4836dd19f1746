"""A field without a space behind the semicolon, or with two, is not understood.

Fails: test_reads_the_id_among_other_cookies
"""


def read_cookie(header: str | None) -> str | None:
    """Return the session id of a Cookie field."""
    pairs = [pair.partition("=") for pair in (header or "").split("; ")]
    found = [value for name, _, value in pairs if name == COOKIE]
    return found[0] or None if len(found) == 1 else None
