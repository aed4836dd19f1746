"""save() adds to the data instead of replacing it.

Fails: test_save_replaces_the_data
"""


class Sessions:
    def save(self, session_id: str | None, data: dict[str, Any]) -> bool:
        """Replace the data of a session that is there."""
        record = self._find(session_id)
        if record is None:
            return False
        changed = json.dumps({**record, "data": {**record["data"], **data}})
        command = ("SET", _key(_name(session_id)), changed, "XX", "EX", self._seconds(record))
        return self._store.run(*command) is not None
