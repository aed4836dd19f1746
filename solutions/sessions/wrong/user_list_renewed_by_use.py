"""Each use of a session lets the list of its user live for another twelve hours.

Fails: test_the_store_forgets_a_user_by_itself
"""


class Sessions:
    def load(self, session_id: str | None) -> dict[str, Any] | None:
        """Return user and data of a session, and let its idle time begin anew."""
        record = self._find(session_id)
        if record is None or not self._store.run("EXPIRE", _key(_name(session_id)), self._seconds(record)):
            return None
        if record["user"] is not None:
            self._store.run("EXPIRE", _user_key(record["user"]), self._absolute)
        return {"user": record["user"], "data": record["data"]}
