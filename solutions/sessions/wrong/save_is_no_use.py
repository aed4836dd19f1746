"""save() keeps the time to live that was left.

Fails: test_lives_on_while_it_is_used[save], test_is_over_in_the_end_however_much_it_is_used[save],
    test_the_store_forgets_a_session_by_itself
"""


class Sessions:
    def save(self, session_id: str | None, data: dict[str, Any]) -> bool:
        """Replace the data of a session that is there. XX: one that was ended meanwhile does not come back."""
        record = self._find(session_id)
        if record is None:
            return False
        changed = json.dumps({**record, "data": data})
        return self._store.run("SET", _key(_name(session_id)), changed, "XX", "KEEPTTL") is not None
