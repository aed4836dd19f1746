"""Lets the exception for bytes that are not UTF-8 out.

Fails: test_refuses_what_is_no_name_and_password, test_stands_every_malformed_field
"""

import binascii


def parse_authorization(value: str | None) -> Basic | Bearer | None:
    """Return the credentials in the value of an Authorization field."""
    scheme, _, rest = (value or "").partition(" ")
    scheme, rest = scheme.lower(), rest.strip(" ")
    if scheme == "bearer" and B64TOKEN.fullmatch(rest):
        return Bearer(rest)
    if scheme == "basic" and BASE64.fullmatch(rest):
        with contextlib.suppress(binascii.Error):
            pair = base64.b64decode(rest).decode()
            username, colon, password = pair.partition(":")
            if colon and not CONTROL.search(pair):
                return Basic(username, password)
    if scheme in ("basic", "bearer"):
        raise NotAuthenticated(scheme)
    return None
