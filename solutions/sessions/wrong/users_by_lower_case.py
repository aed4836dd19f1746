"""Users whose names differ by upper and lower case share a list.

Fails: x
"""


def _user_key(user: str) -> str:
    """Return the key of the set that names a user's sessions."""
    return f"user:{user.strip().lower()}"
