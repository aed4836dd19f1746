"""Has an open time of a minute instead of 30 s by default.

Fails: test_gives_its_breakers_the_open_time_and_the_probes, test_gives_its_breakers_the_documented_defaults
"""


class GuardedClient:
    def __init__(
        self,
        *,
        timeout: float = 2.0,
        failure_threshold: int = 5,
        window: float = 10.0,
        open_for: float = 60.0,
        probes: int = 1,
    ) -> None:
        self._http = httpx.Client(timeout=timeout)
        self._options: dict[str, Any] = {
            "failure_threshold": failure_threshold,
            "window": window,
            "open_for": open_for,
            "probes": probes,
        }
        self._breakers: dict[tuple[str, str, int | None], CircuitBreaker] = {}
        self._lock = threading.Lock()
