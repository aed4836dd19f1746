"""Goes by the name of the host, so that all its ports share one breaker.

Fails: test_has_a_breaker_for_each_port
"""


class GuardedClient:
    def breaker(self, url: str) -> CircuitBreaker:
        """The breaker of this URL's host and port."""
        parsed = httpx.URL(url)
        key = ("", parsed.host, None)
        with self._lock:
            if key not in self._breakers:
                self._breakers[key] = CircuitBreaker(**self._options)
            return self._breakers[key]
