"""Looks for the host behind the last @ of the URL, which may be one in the path or the query.

Fails: test_has_one_breaker_for_all_urls_of_a_host
"""


class GuardedClient:
    def breaker(self, url: str) -> CircuitBreaker:
        """The breaker of this URL's host and port."""
        scheme, _, rest = url.partition("://")
        parsed = httpx.URL(f"{scheme}://{rest.rpartition('@')[2]}")
        key = (parsed.scheme, parsed.host, parsed.port)
        with self._lock:
            if key not in self._breakers:
                self._breakers[key] = CircuitBreaker(**self._options)
            return self._breakers[key]
