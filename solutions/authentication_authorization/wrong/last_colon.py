"""Splits at the last colon.

Fails: test_reads_a_name_and_a_password
"""


def parse_authorization(value: str | None) -> Basic | Bearer | None:
    """Return the credentials in the value of an Authorization field."""
    scheme, _, rest = (value or "").partition(" ")
    scheme, rest = scheme.lower(), rest.strip(" ")
    if scheme == "bearer" and B64TOKEN.fullmatch(rest):
        return Bearer(rest)
    if scheme == "basic" and BASE64.fullmatch(rest):
        with contextlib.suppress(ValueError):  # padding, or not UTF-8
            pair = base64.b64decode(rest).decode()
            username, colon, password = pair.rpartition(":")
            if colon and not CONTROL.search(pair):
                return Basic(username, password)
    if scheme in ("basic", "bearer"):
        raise NotAuthenticated(scheme)
    return None
