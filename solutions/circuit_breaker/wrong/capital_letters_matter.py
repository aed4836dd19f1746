"""Takes a host in capital letters for another one.

Fails: test_has_one_breaker_for_all_urls_of_a_host
"""

from urllib.parse import urlsplit


class GuardedClient:
    def breaker(self, url: str) -> CircuitBreaker:
        """The breaker of this URL's host and port."""
        parsed = httpx.URL(url)
        netloc = urlsplit(url).netloc.rpartition("@")[2]
        key = (parsed.scheme, netloc.split(":")[0], parsed.port)
        with self._lock:
            if key not in self._breakers:
                self._breakers[key] = CircuitBreaker(**self._options)
            return self._breakers[key]
