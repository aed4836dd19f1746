"""The login gives a new id and leaves the old session as it was.

Fails: test_a_login_ends_the_old_id, test_the_id_changes_at_login, test_a_change_at_one_instance_is_one_at_all
"""


class Sessions:
    def login(self, session_id: str | None, user: str) -> str:
        """Begin a session of the user with a new id."""
        record = self._find(session_id)
        comes_along = record is not None and record["user"] in (None, user)
        return self.create(user, record["data"] if comes_along else None)
