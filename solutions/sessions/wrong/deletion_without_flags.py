"""The cookie is deleted without its flags: a browser ignores that because of the prefix.

Fails: test_the_deletion_is_obeyed, test_every_logout_deletes_the_cookie
"""


def expired_cookie() -> str:
    """Return the Set-Cookie that deletes it."""
    return f"{COOKIE}=; Path=/; Max-Age=0"
