"""Hides a failure from the caller: `call` returns None.

Fails: test_example_opens_at_the_third_failure, test_example_stops_asking_a_service_that_is_down,
    test_lets_the_callers_see_a_failure
"""


class CircuitBreaker:
    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        period = self._admit()
        try:
            result = function(*args, **kwargs)
        except BaseException:  # one that is broken off from outside has not succeeded either
            self._failed(period)
            return None
        self._succeeded(period)
        return result
