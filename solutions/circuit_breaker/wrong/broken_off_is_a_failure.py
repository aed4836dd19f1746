"""A call that is broken off from outside counts as a failure of the service.

Fails: test_a_call_that_is_broken_off_is_no_failure, test_a_probe_that_is_broken_off_gives_its_place_back
"""


class CircuitBreaker:
    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call ``function(*args, **kwargs)``, or raise ``CircuitOpenError`` without calling it."""
        period = self._admit()
        try:
            result = function(*args, **kwargs)
        except BaseException:
            self._failed(period)
            raise
        self._succeeded(period)
        return result
