"""Takes all up to the first slash for the host, the query of a URL without a path included.

Fails: test_has_one_breaker_for_all_urls_of_a_host
"""


class GuardedClient:
    def breaker(self, url: str) -> CircuitBreaker:
        """The breaker of this URL's host and port."""
        parsed = httpx.URL(url)
        netloc = url.split("/")[2].rpartition("@")[2].lower()
        key = (parsed.scheme, netloc.split(":")[0], parsed.port)
        with self._lock:
            if key not in self._breakers:
                self._breakers[key] = CircuitBreaker(**self._options)
            return self._breakers[key]
