"""While the store is away, what was loaded last is used: an outage lets people in.

Fails: x
"""


class Sessions:
    def load(self, session_id: str | None) -> dict[str, Any] | None:
        """Return user and data of a session, and let its idle time begin anew."""
        memory = self.__dict__.setdefault("_memory", {})
        try:
            record = self._find(session_id)
            if record is None or not self._store.run("EXPIRE", _key(_name(session_id)), self._seconds(record)):
                return None
        except StoreUnavailable:
            if session_id in memory:
                return memory[session_id]
            raise
        memory[session_id] = {"user": record["user"], "data": record["data"]}
        return memory[session_id]
