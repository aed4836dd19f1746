"""Each URL has a breaker of its own, so failures of one service do not add up.

Fails: test_takes_4xx_for_a_sign_of_life, test_has_one_breaker_for_all_paths_of_a_host,
    test_makes_up_no_receipt, test_says_gracefully_that_a_refund_must_wait,
    test_leaves_an_open_service_alone, test_a_late_success_does_not_close
"""


class GuardedClient:
    def breaker(self, url: str) -> CircuitBreaker:
        parsed = httpx.URL(url)
        with self._lock:
            key = (str(parsed), None)
            if key not in self._breakers:
                self._breakers[key] = CircuitBreaker(**self._options)
            return self._breakers[key]
