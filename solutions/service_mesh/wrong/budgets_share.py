"""Keeps the retries in the class.

Fails: test_allows_retries_in_proportion, test_earns_retries_again, test_forgets_requests_of_the_past,
    test_keeps_within_the_budget, test_repeats_elsewhere
"""


class RetryBudget:
    _retries: deque[float] = deque()

    def __init__(self, *, ratio: float = 0.2, min_retries: int = 3, window: float = 10.0) -> None:
        self._ratio = ratio
        self._min_retries = min_retries
        self._window = window
        self._requests: deque[float] = deque()
