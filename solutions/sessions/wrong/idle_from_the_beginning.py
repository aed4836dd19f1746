"""load() does not renew the idle time: a session ends half an hour after it began.

Fails: test_lives_on_while_it_is_used[load], test_is_over_in_the_end_however_much_it_is_used[load],
    test_goes_by_its_own_times, test_the_store_forgets_a_session_by_itself,
    test_a_login_begins_both_times_anew, test_each_request_uses_the_session,
    test_a_session_is_found_to_its_last_second
"""


class Sessions:
    def load(self, session_id: str | None) -> dict[str, Any] | None:
        """Return user and data of a session."""
        record = self._find(session_id)
        return None if record is None else {"user": record["user"], "data": record["data"]}
