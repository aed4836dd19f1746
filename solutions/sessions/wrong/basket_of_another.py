"""The data comes along whosever it was.

Fails: test_the_data_comes_along_if_it_may
"""


class Sessions:
    def login(self, session_id: str | None, user: str) -> str:
        """End the old session and begin one of the user with a new id."""
        record = self._find(session_id)
        new = self.create(user, record["data"] if record else None)
        self._end(session_id, record)
        return new
