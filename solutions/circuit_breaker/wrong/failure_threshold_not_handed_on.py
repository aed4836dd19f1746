"""Leaves `failure_threshold` of its breakers at the default.

Fails: test_example_stops_asking_a_service_that_is_down, test_guards_every_method, test_counts_5xx,
    test_counts_broken_connections, test_counts_timeouts,
    test_gives_its_breakers_the_threshold_and_the_window,
    test_gives_its_breakers_the_open_time_and_the_probes, test_has_one_breaker_for_all_urls_of_a_host,
    test_gives_the_breaker_that_requests_go_through, test_sends_all_through_its_client,
    test_stops_delivering_when_the_service_is_gone
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
            "window": window,
            "open_for": open_for,
            "probes": probes,
        }
        self._breakers: dict[tuple[str, str, int | None], CircuitBreaker] = {}
        self._lock = threading.Lock()
