"""While the circuit is open it still makes the call, and only then refuses.

Fails: test_example_stops_asking_a_service_that_is_down, test_refuses_without_calling_while_open
"""


class CircuitBreaker:
    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        try:
            period = self._admit()
        except CircuitOpenError:
            function(*args, **kwargs)
            raise
        try:
            result = function(*args, **kwargs)
        except BaseException:  # one that is broken off from outside has not succeeded either
            self._failed(period)
            raise
        self._succeeded(period)
        return result
