"""The login keeps the id that the visitor came with: session fixation.

Fails: test_example_the_id_changes_at_login, test_a_login_ends_the_old_id, test_the_id_changes_at_login,
    test_a_change_at_one_instance_is_one_at_all
"""


class Sessions:
    def login(self, session_id: str | None, user: str) -> str:
        """Make the old session the user's."""
        record = self._find(session_id)
        if record is None or record["user"] not in (None, user):
            self._end(session_id, record)
            return self.create(user)
        name = _name(session_id)
        changed = {**record, "user": user, "ends": time.time() + self._absolute}
        self._store.together(
            ("SET", _key(name), json.dumps(changed), "XX", "EX", self._seconds(changed)),
            ("SADD", _user_key(user), name),
            ("EXPIRE", _user_key(user), self._absolute),
        )
        return session_id
