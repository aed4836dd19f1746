"""The cookie is set to nothing, and stays.

Fails: test_the_deletion_is_obeyed, test_every_logout_deletes_the_cookie
"""


def expired_cookie() -> str:
    """Return the Set-Cookie that deletes it."""
    return f"{COOKIE}=; {FLAGS}"
