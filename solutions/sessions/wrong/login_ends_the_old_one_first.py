"""login() ends the old session before it begins the new one: if the store fails in between, there is none.

Fails: test_a_store_that_fails_in_the_middle_is_a_failure
"""


class Sessions:
    def login(self, session_id: str | None, user: str) -> str:
        """Take the old session out and begin one of the user with a new id."""
        record = self._find(session_id)
        self._end(session_id, record)
        comes_along = record is not None and record["user"] in (None, user)
        return self.create(user, record["data"] if comes_along else None)
