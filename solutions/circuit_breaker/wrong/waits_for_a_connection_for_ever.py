"""Has a timeout for the answer, and none for the connection.

Fails: test_lets_exceptions_of_httpx_out, test_counts_timeouts, test_does_not_wait_longer_than_its_timeout,
    test_shows_the_last_known_receipt, test_makes_up_no_receipt, test_offers_the_default_methods,
    test_says_gracefully_that_a_refund_must_wait, test_queues_a_payment_in_every_trouble
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
        self._http = httpx.Client(timeout=httpx.Timeout(timeout, connect=None))
        self._options: dict[str, Any] = {
            "failure_threshold": failure_threshold,
            "window": window,
            "open_for": open_for,
            "probes": probes,
        }
        self._breakers: dict[tuple[str, str, int | None], CircuitBreaker] = {}
        self._lock = threading.Lock()
