"""Takes one host for several if there is a user or a password in the URL.

Fails: test_has_one_breaker_for_all_users_of_a_host
"""


class GuardedClient:
    def breaker(self, url: str) -> CircuitBreaker:
        """The breaker of this URL's host and port."""
        parsed = httpx.URL(url)
        netloc = parsed.userinfo.decode() + "@" + parsed.host
        key = (parsed.scheme, netloc, parsed.port)
        with self._lock:
            if key not in self._breakers:
                self._breakers[key] = CircuitBreaker(**self._options)
            return self._breakers[key]
