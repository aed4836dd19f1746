"""Only a visitor's session is ended by a login; one in which somebody was logged in stays.

Fails: test_a_login_ends_the_old_id, test_the_id_changes_at_login
"""


class Sessions:
    def login(self, session_id: str | None, user: str) -> str:
        """End the old session and begin one of the user with a new id."""
        record = self._find(session_id)
        comes_along = record is not None and record["user"] in (None, user)
        new = self.create(user, record["data"] if comes_along else None)
        if record is not None and record["user"] is None:
            self._end(session_id, record)
        return new
