"""Calls the function of a call that comes too late to be a probe, and refuses then.

Fails: test_refuses_while_the_probes_are_on_their_way, test_lets_no_more_than_the_probes_through,
    test_lets_one_of_several_be_the_probe
"""


class CircuitBreaker:
    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call ``function(*args, **kwargs)``, or raise ``CircuitOpenError`` without calling it."""
        try:
            period = self._admit()
        except CircuitOpenError:
            if self._state == HALF_OPEN:
                function(*args, **kwargs)
            raise
        try:
            result = function(*args, **kwargs)
        except Exception:
            self._failed(period)
            raise
        except BaseException:  # broken off from outside: it says nothing about the service
            self._give_back(period)
            raise
        self._succeeded(period)
        return result
