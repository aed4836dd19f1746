"""Does not say which scheme was malformed.

Fails: test_says_which_scheme_was_malformed, test_calls_a_bad_token_invalid
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
            if colon and not CONTROL.search(pair):
                return Basic(username, password)
    if scheme in ("basic", "bearer"):
        raise NotAuthenticated
    return None
