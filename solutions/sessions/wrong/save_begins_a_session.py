"""save() stores under any id: a planted one becomes a session.

Fails: test_an_id_that_the_store_does_not_know_is_no_session, test_the_state_is_in_the_store_alone,
    test_what_was_ended_meanwhile_does_not_come_back[save], test_lives_on_while_it_is_used[save],
    test_is_over_in_the_end_however_much_it_is_used[save], test_what_is_over_stays_over,
    test_a_session_is_over_after_its_logout
"""


class Sessions:
    def save(self, session_id: str | None, data: dict[str, Any]) -> bool:
        """Replace the data of a session."""
        record = self._find(session_id) or {"user": None, "ends": time.time() + self._absolute}
        changed = json.dumps({**record, "data": data})
        self._store.run("SET", _key(_name(session_id or "")), changed, "EX", self._seconds(record))
        return True
