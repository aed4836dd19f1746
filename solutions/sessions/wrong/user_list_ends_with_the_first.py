"""The list of a user's sessions gets its time to live once, at the first session.

Fails: test_a_session_is_found_to_its_last_second
"""


class Sessions:
    def create(self, user: str | None = None, data: dict[str, Any] | None = None) -> str:
        """Begin a session and return its id."""
        session_id = new_id()
        name = _name(session_id)
        record = {"user": user, "data": data or {}, "ends": time.time() + self._absolute}
        commands: list[tuple[str | int, ...]] = [("SET", _key(name), json.dumps(record), "EX", self._seconds(record))]
        if user is not None:
            commands += [("SADD", _user_key(user), name), ("EXPIRE", _user_key(user), self._absolute, "NX")]
        self._store.together(*commands)
        return session_id
