"""logout_everywhere() deletes the user's list instead of the members that it has read.

Fails: test_sessions_that_begin_at_once_all_end
"""


class Sessions:
    def logout_everywhere(self, user: str) -> None:
        """End all sessions of a user, and remove the list last."""
        names = self._store.run("SMEMBERS", _user_key(user))
        if names:
            self._store.together(("DEL", *[_key(name) for name in names]), ("DEL", _user_key(user)))
