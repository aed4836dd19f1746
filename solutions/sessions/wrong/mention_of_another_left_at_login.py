"""login() takes the old session off the list of the new user, where another user's has never been.

Fails: test_nothing_of_a_session_is_left_in_the_store
"""


class Sessions:
    def login(self, session_id: str | None, user: str) -> str:
        """End the old session and begin one of the user with a new id."""
        record = self._find(session_id)
        comes_along = record is not None and record["user"] in (None, user)
        new = self.create(user, record["data"] if comes_along else None)
        self._end(session_id, record and {**record, "user": user})
        return new
