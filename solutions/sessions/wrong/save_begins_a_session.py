"""save() stores under any id: a planted one becomes a session.

Fails: x
"""


class Sessions:
    def save(self, session_id: str | None, data: dict[str, Any]) -> bool:
        """Replace the data of a session."""
        record = self._find(session_id) or {"user": None, "ends": time.time() + self._absolute}
        changed = json.dumps({**record, "data": data})
        self._store.run("SET", _key(_name(session_id or "")), changed, "EX", self._seconds(record))
        return True
