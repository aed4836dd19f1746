"""The list of a user's sessions has no time to live.

Fails: test_the_store_forgets_a_user_by_itself
"""


class Sessions:
    def create(self, user: str | None = None, data: dict[str, Any] | None = None) -> str:
        """Begin a session and return its id."""
        session_id = new_id()
        name = _name(session_id)
        record = {"user": user, "data": data or {}, "ends": time.time() + self._absolute}
        commands: list[tuple[str | int, ...]] = [("SET", _key(name), json.dumps(record), "EX", self._seconds(record))]
        if user is not None:
            commands += [("SADD", _user_key(user), name)]
        self._store.together(*commands)
        return session_id
