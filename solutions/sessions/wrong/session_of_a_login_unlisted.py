"""login() enters the new session without its user's list.

Fails: test_all_sessions_of_a_user_end, test_all_browsers_of_a_user_are_logged_out,
    test_a_change_at_one_instance_is_one_at_all
"""


class Sessions:
    def login(self, session_id: str | None, user: str) -> str:
        """End the old session and begin one of the user with a new id."""
        record = self._find(session_id)
        comes_along = record is not None and record["user"] in (None, user)
        new = self.create(None, record["data"] if comes_along else None)
        changed = {**self._find(new), "user": user}
        self._store.run("SET", _key(_name(new)), json.dumps(changed), "EX", self._seconds(changed))
        self._end(session_id, record)
        return new
