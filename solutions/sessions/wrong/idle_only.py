"""A session lives for as long as it is used.

Fails: test_is_over_in_the_end_however_much_it_is_used, test_goes_by_its_own_times,
    test_what_is_over_stays_over, test_the_store_forgets_a_session_by_itself,
    test_the_store_forgets_a_user_by_itself, test_a_login_begins_both_times_anew
"""


class Sessions:
    def _find(self, session_id: str | None) -> dict[str, Any] | None:
        """Return the record of a session."""
        found = self._store.run("GET", _key(_name(session_id))) if session_id else None
        return None if found is None else json.loads(found)

    def _seconds(self, record: dict[str, Any]) -> int:
        """Return the time to live of a session that is used now."""
        return self._idle
