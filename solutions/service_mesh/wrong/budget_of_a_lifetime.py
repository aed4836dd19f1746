"""Counts the requests of its whole life.

Fails: test_forgets_requests_of_the_past
"""


class RetryBudget:
    def allow_retry(self) -> bool:
        """Whether a retry may be made now; if so, it counts as made."""
        allowed = max(self._min_retries, int(self._ratio * len(self._requests)))
        if self._recent(self._retries) >= allowed:
            return False
        self._retries.append(time.monotonic())
        return True
