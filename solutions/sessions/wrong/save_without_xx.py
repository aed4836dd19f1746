"""save() writes back a session that was ended since it was read.

Fails: test_what_was_ended_meanwhile_does_not_come_back[save]
"""


class Sessions:
    def save(self, session_id: str | None, data: dict[str, Any]) -> bool:
        """Replace the data of a session that is there."""
        record = self._find(session_id)
        if record is None:
            return False
        changed = json.dumps({**record, "data": data})
        self._store.run("SET", _key(_name(session_id)), changed, "EX", self._seconds(record))
        return True
