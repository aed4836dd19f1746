"""load() does not renew the idle time: a session ends half an hour after it began.

Fails: x
"""


class Sessions:
    def load(self, session_id: str | None) -> dict[str, Any] | None:
        """Return user and data of a session."""
        record = self._find(session_id)
        return None if record is None else {"user": record["user"], "data": record["data"]}
