"""The time to live in the store is always idle; the absolute end is seen only when somebody asks.

Fails: test_what_is_over_stays_over, test_the_store_forgets_a_session_by_itself,
    test_the_store_forgets_a_user_by_itself
"""


class Sessions:
    def _seconds(self, record: dict[str, Any]) -> int:
        """Return the time to live of a session that is used now."""
        return self._idle
