"""idle and absolute that were given are ignored.

Fails: test_goes_by_its_own_times, test_what_is_over_stays_over, test_the_store_forgets_a_session_by_itself,
    test_the_store_forgets_a_user_by_itself, test_the_data_comes_along_if_it_may,
    test_a_login_begins_both_times_anew, test_each_request_uses_the_session
"""


class Sessions:
    def __init__(self, *, store: str = STORE, idle: int = IDLE, absolute: int = ABSOLUTE) -> None:
        self._store = _Store(store)
        self._idle = IDLE
        self._absolute = ABSOLUTE
