"""Data is kept flat: an object inside it comes back as text.

Fails: test_a_session_is_found_by_its_id
"""


class Sessions:
    def create(self, user: str | None = None, data: dict[str, Any] | None = None) -> str:
        """Begin a session and return its id."""
        session_id = new_id()
        name = _name(session_id)
        flat = {key: str(value) if isinstance(value, dict) else value for key, value in (data or {}).items()}
        record = {"user": user, "data": flat, "ends": time.time() + self._absolute}
        commands: list[tuple[str | int, ...]] = [("SET", _key(name), json.dumps(record), "EX", self._seconds(record))]
        if user is not None:
            commands += [("SADD", _user_key(user), name), ("EXPIRE", _user_key(user), self._absolute)]
        self._store.together(*commands)
        return session_id
