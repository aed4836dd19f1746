"""load() renews the time to live with SET, and brings back what was ended meanwhile.

Fails: test_what_was_ended_meanwhile_does_not_come_back[load]
"""


class Sessions:
    def load(self, session_id: str | None) -> dict[str, Any] | None:
        """Return user and data of a session, and let its idle time begin anew."""
        record = self._find(session_id)
        if record is None:
            return None
        self._store.run("SET", _key(_name(session_id)), json.dumps(record), "EX", self._seconds(record))
        return {"user": record["user"], "data": record["data"]}
