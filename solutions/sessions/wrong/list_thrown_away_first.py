"""logout_everywhere() takes the list away before it has worked through it.

Fails: test_a_second_logout_ends_what_the_first_has_not[logout_everywhere],
    test_sessions_that_begin_at_once_all_end
"""


class Sessions:
    def logout_everywhere(self, user: str) -> None:
        """End all sessions of a user."""
        names = self._store.run("SMEMBERS", _user_key(user))
        self._store.run("DEL", _user_key(user))
        if names:
            self._store.run("DEL", *[_key(name) for name in names])
