"""A timeout is no failure for it.

Fails: test_counts_timeouts
"""


class CircuitBreaker:
    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        period = self._admit()
        try:
            result = function(*args, **kwargs)
        except httpx.TimeoutException:
            self._succeeded(period)
            raise
        except BaseException:
            self._failed(period)
            raise
        self._succeeded(period)
        return result
