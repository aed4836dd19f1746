"""Calls the function without the keyword arguments that were given.

Fails: test_passes_calls_through_while_all_is_well
"""


class CircuitBreaker:
    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        period = self._admit()
        try:
            result = function(*args)
        except BaseException:  # one that is broken off from outside has not succeeded either
            self._failed(period)
            raise
        self._succeeded(period)
        return result


class GuardedClient:
    def request(self, method: str, url: str, **options: Any) -> httpx.Response:
        try:
            return self.breaker(url).call(lambda: self._send(method, url, **options))
        except _ServerError as error:
            return error.response
