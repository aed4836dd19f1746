"""Takes a result that is empty or None for a failure.

Fails: test_takes_whatever_is_returned_for_a_success
"""


class CircuitBreaker:
    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call ``function(*args, **kwargs)``, or raise ``CircuitOpenError`` without calling it."""
        period = self._admit()
        try:
            result = function(*args, **kwargs)
        except Exception:
            self._failed(period)
            raise
        except BaseException:  # broken off from outside: it says nothing about the service
            self._give_back(period)
            raise
        if result:
            self._succeeded(period)
        else:
            self._failed(period)
        return result
