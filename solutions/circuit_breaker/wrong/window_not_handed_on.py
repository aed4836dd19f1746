"""Leaves `window` of its breakers at the default.

Fails: test_gives_its_breakers_the_threshold_and_the_window
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
            "open_for": open_for,
            "probes": probes,
        }
        self._breakers: dict[tuple[str, str, int | None], CircuitBreaker] = {}
        self._lock = threading.Lock()
