"""logout_everywhere() knows the user's last session only.

Fails: test_nothing_of_a_session_is_left_in_the_store, test_all_sessions_of_a_user_end,
    test_all_browsers_of_a_user_are_logged_out, test_a_change_at_one_instance_is_one_at_all
"""


class Sessions:
    def create(self, user: str | None = None, data: dict[str, Any] | None = None) -> str:
        """Begin a session and return its id."""
        session_id = new_id()
        name = _name(session_id)
        record = {"user": user, "data": data or {}, "ends": time.time() + self._absolute}
        commands: list[tuple[str | int, ...]] = [("SET", _key(name), json.dumps(record), "EX", self._seconds(record))]
        if user is not None:
            others = ("DEL", _user_key(user))
            commands += [others, ("SADD", _user_key(user), name), ("EXPIRE", _user_key(user), self._absolute)]
        self._store.together(*commands)
        return session_id
