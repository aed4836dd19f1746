"""The list of a user's sessions is a JSON text that is read, changed and written back.

Fails: test_sessions_that_begin_at_once_all_end
"""


class Sessions:
    def create(self, user: str | None = None, data: dict[str, Any] | None = None) -> str:
        """Begin a session and return its id."""
        session_id = new_id()
        name = _name(session_id)
        record = {"user": user, "data": data or {}, "ends": time.time() + self._absolute}
        self._store.run("SET", _key(name), json.dumps(record), "EX", self._seconds(record))
        if user is not None:
            names = [*self._names(user), name]
            self._store.run("SET", _user_key(user), json.dumps(names), "EX", self._absolute)
        return session_id

    def _names(self, user: str) -> list[str]:
        return json.loads(self._store.run("GET", _user_key(user)) or "[]")

    def logout_everywhere(self, user: str) -> None:
        """End all sessions of a user. The list goes last: if the store fails before, it is there for a second try."""
        for name in self._names(user):
            self._store.run("DEL", _key(name))
        self._store.run("DEL", _user_key(user))

    def _end(self, session_id: str | None, record: dict[str, Any] | None) -> None:
        """Remove a session and its mention among those of its user."""
        if record is None:
            return
        name = _name(session_id)
        if record["user"] is not None:
            names = [other for other in self._names(record["user"]) if other != name]
            if names:
                self._store.run("SET", _user_key(record["user"]), json.dumps(names), "KEEPTTL")
            else:
                self._store.run("DEL", _user_key(record["user"]))
        self._store.run("DEL", _key(name))
