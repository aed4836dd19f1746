"""Allows three retries in any case, whatever was given.

Fails: test_allows_retries_in_proportion, test_blames_nobody_for_a_fault, test_keeps_within_the_budget,
    test_repeats_elsewhere, test_repeats_what_another_endpoint_may_better
"""


class RetryBudget:
    def __init__(self, *, ratio: float = 0.2, min_retries: int = 3, window: float = 10.0) -> None:
        self._ratio = ratio
        self._min_retries = 3
        self._window = window
        self._requests: deque[float] = deque()
        self._retries: deque[float] = deque()
