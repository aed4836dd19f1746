"""The new session begins empty, and the basket is gone.

Fails: test_the_data_comes_along_if_it_may, test_the_id_changes_at_login
"""


class Sessions:
    def login(self, session_id: str | None, user: str) -> str:
        """End the old session and begin one of the user with a new id."""
        new = self.create(user)
        self._end(session_id, self._find(session_id))
        return new
