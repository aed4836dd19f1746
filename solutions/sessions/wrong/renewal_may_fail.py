"""That the idle time could not be renewed is swallowed: the session was read, after all.

Fails: test_says_that_the_store_fails[load], test_a_store_that_fails_in_the_middle_is_a_failure
"""


class Sessions:
    def load(self, session_id: str | None) -> dict[str, Any] | None:
        """Return user and data of a session, and let its idle time begin anew."""
        record = self._find(session_id)
        if record is None:
            return None
        try:
            if not self._store.run("EXPIRE", _key(_name(session_id)), self._seconds(record)):
                return None
        except StoreUnavailable:
            pass
        return {"user": record["user"], "data": record["data"]}
