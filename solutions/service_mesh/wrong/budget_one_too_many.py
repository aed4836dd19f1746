"""Allows one retry too many.

Fails: test_allows_retries_in_proportion, test_blames_nobody_for_a_fault, test_earns_retries_again,
    test_forgets_requests_of_the_past, test_keeps_within_the_budget
"""


class RetryBudget:
    def allow_retry(self) -> bool:
        """Whether a retry may be made now; if so, it counts as made."""
        allowed = max(self._min_retries, int(self._ratio * self._recent(self._requests)))
        if self._recent(self._retries) > allowed:
            return False
        self._retries.append(time.monotonic())
        return True
