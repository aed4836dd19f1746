"""The session of a login ends when the one before would have ended.

Fails: test_a_login_begins_both_times_anew
"""


class Sessions:
    def login(self, session_id: str | None, user: str) -> str:
        """End the old session and begin one of the user with a new id."""
        record = self._find(session_id)
        comes_along = record is not None and record["user"] in (None, user)
        new = self.create(user, record["data"] if comes_along else None)
        if record is not None:
            fresh = {**self._find(new), "ends": record["ends"]}
            self._store.run("SET", _key(_name(new)), json.dumps(fresh), "EX", self._seconds(fresh))
        self._end(session_id, record)
        return new
