"""Threads that are the first to ask for a host each make a breaker of their own.

Fails: test_has_one_breaker_even_when_first_asked_at_once
"""


class GuardedClient:
    def __init__(
        self,
        *,
        timeout: float = 2.0,
        failure_threshold: int = 5,
        window: float = 10.0,
        open_for: float = 30.0,
        probes: int = 1,
    ) -> None:
        self._http = httpx.Client(timeout=timeout)
        self._options: dict[str, Any] = {
            "failure_threshold": failure_threshold,
            "window": window,
            "open_for": open_for,
            "probes": probes,
        }
        self._breakers: dict[tuple[str, int | None], CircuitBreaker] = {}

    def breaker(self, url: str) -> CircuitBreaker:
        parsed = httpx.URL(url)
        key = (parsed.host, parsed.port)
        breaker = self._breakers.get(key)
        if breaker is None:
            breaker = self._breakers[key] = CircuitBreaker(**self._options)
        return breaker
