"""The sessions lie in a dict of this process; the store is never asked.

Fails: test_the_state_is_in_the_store_alone, test_what_was_ended_meanwhile_does_not_come_back,
    test_says_that_the_store_fails, test_waits_two_seconds_for_the_store, test_lives_on_while_it_is_used,
    test_goes_by_its_own_times, test_what_is_over_stays_over, test_the_data_comes_along_if_it_may,
    test_each_request_uses_the_session, test_a_session_is_over_after_its_logout,
    test_all_sessions_of_a_user_end, test_any_instance_knows_who_has_logged_in,
    test_a_request_that_needs_the_store_says_that_it_fails
Breaks the whole: what every test looks at, the store, is never used.
"""

HERE: dict[str, str] = {}
UNTIL: dict[str, float] = {}


class _Store:
    def run(self, *command: str | int) -> Any:
        """Run one command and return its result."""
        name, key, *rest = command
        if name == "GET":
            return HERE.get(key)
        if name == "EXPIRE":
            return int(key in HERE)
        if name == "SET":
            HERE[key] = rest[0]
            return "OK"
        if name == "SMEMBERS":
            return list(HERE.get(key, ()))
        for gone in (key, *rest):
            HERE.pop(gone, None)
        return 1

    def together(self, *commands: tuple[str | int, ...]) -> None:
        """Run several commands."""
        for name, key, *rest in commands:
            if name == "SADD":
                HERE.setdefault(key, set()).update(rest)
            elif name == "SREM":
                HERE.get(key, set()).difference_update(rest)
            else:
                self.run(name, key, *rest)
