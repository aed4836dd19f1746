"""All services share one breaker, so that one failing service takes the others with it.

Fails: test_has_a_breaker_for_each_host
"""


class GuardedClient:
    def breaker(self, url: str) -> CircuitBreaker:
        parsed = httpx.URL(url)
        with self._lock:
            key = ("", parsed.port)
            if key not in self._breakers:
                self._breakers[key] = CircuitBreaker(**self._options)
            return self._breakers[key]
