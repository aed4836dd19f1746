"""Calls the function without the keyword arguments that were given.

Fails: test_passes_calls_through_while_all_is_well
"""


class CircuitBreaker:
    def call(self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call ``function(*args, **kwargs)``, or raise ``CircuitOpenError`` without calling it."""
        period = self._admit()
        try:
            result = function(*args)
        except Exception:
            self._failed(period)
            raise
        except BaseException:  # broken off from outside: it says nothing about the service
            self._give_back(period)
            raise
        self._succeeded(period)
        return result


class GuardedClient:
    def request(self, method: str, url: str, **options: Any) -> httpx.Response:
        """Send a request; ``options`` are httpx's (``json``, ``headers``, ``params`` …)."""
        try:
            return self.breaker(url).call(lambda: self._send(method, url, **options))
        except _ServerError as error:
            return error.response
