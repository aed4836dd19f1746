"""The id begins with the user's name, so that it can be told apart in a log.

Fails: test_a_session_has_an_id_of_that_kind
"""


class Sessions:
    def create(self, user: str | None = None, data: dict[str, Any] | None = None) -> str:
        """Begin a session and return its id."""
        session_id = f"{user}-{new_id()}" if user else new_id()
        name = _name(session_id)
        record = {"user": user, "data": data or {}, "ends": time.time() + self._absolute}
        commands: list[tuple[str | int, ...]] = [("SET", _key(name), json.dumps(record), "EX", self._seconds(record))]
        if user is not None:
            commands += [("SADD", _user_key(user), name), ("EXPIRE", _user_key(user), self._absolute)]
        self._store.together(*commands)
        return session_id
