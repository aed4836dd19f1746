"""A session lives for as long as it is used.

Fails: x
"""


class Sessions:
    def _find(self, session_id: str | None) -> dict[str, Any] | None:
        """Return the record of a session."""
        found = self._store.run("GET", _key(_name(session_id))) if session_id else None
        return None if found is None else json.loads(found)

    def _seconds(self, record: dict[str, Any]) -> int:
        """Return the time to live of a session that is used now."""
        return self._idle
