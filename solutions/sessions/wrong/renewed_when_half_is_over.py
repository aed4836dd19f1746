"""load() lets the idle time begin anew only once half of it is over: not a write for each read.

Fails: test_lives_on_while_it_is_used[load]
"""


class Sessions:
    def load(self, session_id: str | None) -> dict[str, Any] | None:
        """Return user and data of a session, and let its idle time begin anew if little of it is left."""
        record = self._find(session_id)
        if record is None:
            return None
        key = _key(_name(session_id))
        left = self._store.run("TTL", key)
        if left == -2 or (left < self._idle / 2 and not self._store.run("EXPIRE", key, self._seconds(record))):
            return None
        return {"user": record["user"], "data": record["data"]}
