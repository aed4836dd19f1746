"""The new session begins empty, and the basket is gone.

Fails: x
"""


class Sessions:
    def login(self, session_id: str | None, user: str) -> str:
        """End the old session and begin one of the user with a new id."""
        new = self.create(user)
        self._end(session_id, self._find(session_id))
        return new
