"""A user whose id is an empty text is taken for nobody when a session is put on a list.

Fails: test_a_user_without_a_name_is_a_user
"""


class Sessions:
    def create(self, user: str | None = None, data: dict[str, Any] | None = None) -> str:
        """Begin a session and return its id."""
        session_id = new_id()
        name = _name(session_id)
        record = {"user": user, "data": data or {}, "ends": time.time() + self._absolute}
        commands: list[tuple[str | int, ...]] = [("SET", _key(name), json.dumps(record), "EX", self._seconds(record))]
        if user:
            commands += [("SADD", _user_key(user), name), ("EXPIRE", _user_key(user), self._absolute)]
        self._store.together(*commands)
        return session_id
