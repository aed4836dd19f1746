"""save() keeps the time to live that was left.

Fails: x
"""


class Sessions:
    def save(self, session_id: str | None, data: dict[str, Any]) -> bool:
        """Replace the data of a session that is there. XX: one that was ended meanwhile does not come back."""
        record = self._find(session_id)
        if record is None:
            return False
        changed = json.dumps({**record, "data": data})
        return self._store.run("SET", _key(_name(session_id)), changed, "XX", "KEEPTTL") is not None
