"""Uses a ratio of a fifth, whatever was given.

Fails: test_allows_retries_in_proportion, test_blames_nobody_for_a_fault, test_forgets_requests_of_the_past,
    test_keeps_within_the_budget
"""


class RetryBudget:
    def __init__(self, *, ratio: float = 0.2, min_retries: int = 3, window: float = 10.0) -> None:
        self._ratio = 0.2
        self._min_retries = min_retries
        self._window = window
        self._requests: deque[float] = deque()
        self._retries: deque[float] = deque()
