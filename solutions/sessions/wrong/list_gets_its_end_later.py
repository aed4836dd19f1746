"""The list of a user's sessions gets its time to live by a request of its own, after the one that makes it.

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
            commands.append(("SADD", _user_key(user), name))
        self._store.together(*commands)
        if user is not None:
            self._store.run("EXPIRE", _user_key(user), self._absolute)
        return session_id
