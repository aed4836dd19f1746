"""Gives its breakers the threshold, but leaves the other settings at their defaults.

Fails: test_rides_out_an_outage, test_lets_no_more_than_the_probes_through
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
        }
        self._breakers: dict[tuple[str, int | None], CircuitBreaker] = {}
        self._lock = threading.Lock()
