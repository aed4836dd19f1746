"""The cookie is set to nothing, and stays.

Fails: x
"""


def expired_cookie() -> str:
    """Return the Set-Cookie that deletes it."""
    return f"{COOKIE}=; {FLAGS}"
