"""Counts a retry that was refused.

Fails: test_earns_retries_again, test_keeps_within_the_budget
"""


class RetryBudget:
    def allow_retry(self) -> bool:
        """Whether a retry may be made now; if so, it counts as made."""
        allowed = max(self._min_retries, int(self._ratio * self._recent(self._requests)))
        self._retries.append(time.monotonic())
        return self._recent(self._retries) <= allowed
