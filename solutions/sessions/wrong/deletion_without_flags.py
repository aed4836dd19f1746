"""The cookie is deleted without its flags: a browser ignores that because of the prefix.

Fails: x
"""


def expired_cookie() -> str:
    """Return the Set-Cookie that deletes it."""
    return f"{COOKIE}=; Path=/; Max-Age=0"
