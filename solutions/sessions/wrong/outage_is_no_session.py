"""load() gives None when the store fails: an outage logs everybody out.

Fails: x
"""


class Sessions:
    def load(self, session_id: str | None) -> dict[str, Any] | None:
        """Return user and data of a session, and let its idle time begin anew."""
        try:
            record = self._find(session_id)
            if record is None or not self._store.run("EXPIRE", _key(_name(session_id)), self._seconds(record)):
                return None
        except StoreUnavailable:
            return None
        return {"user": record["user"], "data": record["data"]}
