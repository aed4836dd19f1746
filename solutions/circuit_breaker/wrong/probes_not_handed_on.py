"""Leaves `probes` of its breakers at the default.

Fails: test_lets_no_more_than_the_probes_through, test_gives_its_breakers_the_open_time_and_the_probes,
    test_counts_every_probe_of_calls_at_once
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
        }
        self._breakers: dict[tuple[str, str, int | None], CircuitBreaker] = {}
        self._lock = threading.Lock()
