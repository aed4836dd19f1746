"""Takes a host with its default port for another one than without.

Fails: test_has_one_breaker_for_all_urls_of_a_host
"""


class GuardedClient:
    def breaker(self, url: str) -> CircuitBreaker:
        """The breaker of this URL's host and port."""
        key = (url.split(":")[0], url.split("/")[2].lower(), None)
        with self._lock:
            if key not in self._breakers:
                self._breakers[key] = CircuitBreaker(**self._options)
            return self._breakers[key]
