"""logout() and logout_everywhere() swallow a store that fails.

Fails: test_a_second_logout_ends_what_the_first_has_not,
    test_a_request_that_needs_the_store_says_that_it_fails[logout],
    test_a_store_that_fails_in_the_middle_is_a_failure, test_an_outage_lets_nobody_in_and_logs_nobody_out
"""


class Sessions:
    def logout(self, session_id: str | None) -> None:
        """End a session."""
        try:
            self._end(session_id, self._find(session_id))
        except StoreUnavailable:
            return

    def logout_everywhere(self, user: str) -> None:
        """End all sessions of a user. The list goes last: if the store fails before, it is there for a second try."""
        try:
            names = self._store.run("SMEMBERS", _user_key(user))
            if names:
                self._store.run("DEL", *[_key(name) for name in names])
                self._store.run("SREM", _user_key(user), *names)
        except StoreUnavailable:
            return
