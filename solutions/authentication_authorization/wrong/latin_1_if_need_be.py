"""Reads bytes that are not UTF-8 as Latin-1, the others as UTF-8.

Fails: test_refuses_what_is_no_name_and_password
"""


def parse_authorization(value: str | None) -> Basic | Bearer | None:
    """Return the credentials in the value of an Authorization field."""
    scheme, _, rest = (value or "").partition(" ")
    scheme, rest = scheme.lower(), rest.strip(" ")
    if scheme == "bearer" and B64TOKEN.fullmatch(rest):
        return Bearer(rest)
    if scheme == "basic" and BASE64.fullmatch(rest):
        with contextlib.suppress(ValueError):  # padding, or not UTF-8
            raw = base64.b64decode(rest)
            try:
                pair = raw.decode()
            except UnicodeDecodeError:
                pair = raw.decode("latin-1")
            username, colon, password = pair.partition(":")
            if colon and not CONTROL.search(pair):
                return Basic(username, password)
    if scheme in ("basic", "bearer"):
        raise NotAuthenticated(scheme)
    return None
