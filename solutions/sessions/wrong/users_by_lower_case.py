"""Users whose names differ by upper and lower case share a list.

Fails: test_all_sessions_of_a_user_end
"""


def _user_key(user: str) -> str:
    """Return the key of the set that names a user's sessions."""
    return f"user:{user.strip().lower()}"
