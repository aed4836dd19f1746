"""A session that nobody uses lives for twelve hours.

Fails: test_lives_on_while_it_is_used, test_goes_by_its_own_times, test_what_is_over_stays_over,
    test_the_store_forgets_a_session_by_itself, test_the_data_comes_along_if_it_may,
    test_each_request_uses_the_session
"""


class Sessions:
    def _seconds(self, record: dict[str, Any]) -> int:
        """Return the time to live of a session that is used now: what is left of absolute."""
        return max(1, math.ceil(record["ends"] - time.time()))
