"""Looks for control characters in the name only.

Fails: test_refuses_control_characters, test_stands_every_malformed_field
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
            username, colon, password = pair.partition(":")
            if colon and not CONTROL.search(username):
                return Basic(username, password)
    if scheme in ("basic", "bearer"):
        raise NotAuthenticated(scheme)
    return None
