"""Gives up after half of the timeout.

Fails: test_does_not_wait_longer_than_its_timeout, test_has_the_documented_timeout
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
        self._http = httpx.Client(timeout=timeout / 2)
        self._options: dict[str, Any] = {
            "failure_threshold": failure_threshold,
            "window": window,
            "open_for": open_for,
            "probes": probes,
        }
        self._breakers: dict[tuple[str, str, int | None], CircuitBreaker] = {}
        self._lock = threading.Lock()
