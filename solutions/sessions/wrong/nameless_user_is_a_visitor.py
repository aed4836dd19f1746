"""login() takes the session of a user whose id is an empty text for a visitor's: its data comes along for anybody.

Fails: test_the_data_comes_along_if_it_may
"""


class Sessions:
    def login(self, session_id: str | None, user: str) -> str:
        """End the old session and begin one of the user with a new id."""
        record = self._find(session_id)
        comes_along = record is not None and (not record["user"] or record["user"] == user)
        new = self.create(user, record["data"] if comes_along else None)
        self._end(session_id, record)
        return new
