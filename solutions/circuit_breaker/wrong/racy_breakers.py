"""Threads that are the first to ask for a host each make a breaker of their own.

Fails: test_has_one_breaker_even_when_first_asked_at_once
"""


class GuardedClient:
    def breaker(self, url: str) -> CircuitBreaker:
        """The breaker of this URL's host and port."""
        parsed = httpx.URL(url)
        key = (parsed.scheme, parsed.host, parsed.port)  # the port is None where it is the scheme's own
        breaker = self._breakers.get(key)
        if breaker is None:
            breaker = self._breakers[key] = CircuitBreaker(**self._options)
        return breaker
