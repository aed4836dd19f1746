"""Knows `Basic` and `Bearer` only as they are mostly written.

Fails: test_reads_the_scheme_in_any_case, test_says_which_scheme_was_malformed
"""


def parse_authorization(value: str | None) -> Basic | Bearer | None:
    """Return the credentials in the value of an Authorization field."""
    scheme, _, rest = (value or "").partition(" ")
    scheme, rest = {"Basic": "basic", "Bearer": "bearer"}.get(scheme, ""), rest.strip(" ")
    if scheme == "bearer" and B64TOKEN.fullmatch(rest):
        return Bearer(rest)
    if scheme == "basic" and BASE64.fullmatch(rest):
        with contextlib.suppress(ValueError):  # padding, or not UTF-8
            pair = base64.b64decode(rest).decode()
            username, colon, password = pair.partition(":")
            if colon and not CONTROL.search(pair):
                return Basic(username, password)
    if scheme in ("basic", "bearer"):
        raise NotAuthenticated(scheme)
    return None
