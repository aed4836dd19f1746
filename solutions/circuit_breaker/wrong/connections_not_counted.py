"""Only counts answers of 5xx and timeouts; a connection that is refused or breaks is no failure.

Fails: test_counts_broken_connections
"""


class CircuitBreaker:
    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        period = self._admit()
        try:
            result = function(*args, **kwargs)
        except httpx.NetworkError:
            self._succeeded(period)
            raise
        except BaseException:
            self._failed(period)
            raise
        self._succeeded(period)
        return result
