"""Begins a new window when the old one is over.

Fails: test_earns_retries_again, test_forgets_requests_of_the_past
"""


class RetryBudget:
    def _recent(self, moments: deque[float]) -> int:
        if moments and moments[0] <= time.monotonic() - self._window:
            moments.clear()
        return len(moments)
