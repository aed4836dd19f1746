"""While the store is away, what was loaded last is used: an outage lets people in.

Fails: test_says_that_the_store_fails[load], test_waits_two_seconds_for_the_store,
    test_a_store_that_fails_in_the_middle_is_a_failure,
    test_a_request_that_needs_the_store_says_that_it_fails[basket],
    test_a_request_that_needs_the_store_says_that_it_fails[me],
    test_an_outage_lets_nobody_in_and_logs_nobody_out
"""


class Sessions:
    def load(self, session_id: str | None) -> dict[str, Any] | None:
        """Return user and data of a session, and let its idle time begin anew."""
        memory = self.__dict__.setdefault("_memory", {})
        try:
            record = self._find(session_id)
            if record is None or not self._store.run("EXPIRE", _key(_name(session_id)), self._seconds(record)):
                return None
        except StoreUnavailable:
            if session_id in memory:
                return memory[session_id]
            raise
        memory[session_id] = {"user": record["user"], "data": record["data"]}
        return memory[session_id]
