"""Takes http and https of one host for the same service.

Fails: test_has_a_breaker_for_each_port
"""


class GuardedClient:
    def breaker(self, url: str) -> CircuitBreaker:
        """The breaker of this URL's host and port."""
        parsed = httpx.URL(url)
        key = ("", parsed.host, parsed.port)
        with self._lock:
            if key not in self._breakers:
                self._breakers[key] = CircuitBreaker(**self._options)
            return self._breakers[key]
