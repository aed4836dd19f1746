"""Looks ten seconds back, whatever was given.

Fails: test_forgets_requests_of_the_past
"""


class RetryBudget:
    def __init__(self, *, ratio: float = 0.2, min_retries: int = 3, window: float = 10.0) -> None:
        self._ratio = ratio
        self._min_retries = min_retries
        self._window = 10.0
        self._requests: deque[float] = deque()
        self._retries: deque[float] = deque()
