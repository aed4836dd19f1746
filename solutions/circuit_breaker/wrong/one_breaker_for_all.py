"""All services share one breaker, so that one failing service takes the others with it.

Fails: test_has_a_breaker_for_each_host, test_has_a_breaker_for_each_port
"""


class GuardedClient:
    def breaker(self, url: str) -> CircuitBreaker:
        """The breaker of this URL's host and port."""
        key = ("", "", None)
        with self._lock:
            if key not in self._breakers:
                self._breakers[key] = CircuitBreaker(**self._options)
            return self._breakers[key]
