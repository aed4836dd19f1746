"""Looks back ten seconds, whatever the window.

Fails: test_counts_failures_up_to_the_end_of_the_window, test_forgets_failures_older_than_the_window,
    test_gives_its_breakers_the_threshold_and_the_window
"""


class CircuitBreaker:
    def __init__(
        self,
        *,
        failure_threshold: int = 5,
        window: float = 10.0,
        open_for: float = 30.0,
        probes: int = 1,
    ) -> None:
        self._failure_threshold = failure_threshold
        self._window = 10.0
        self._open_for = open_for
        self._probes = probes
        self._lock = threading.Lock()
        # Counts the changes of state: an outcome matters only in the period that let its call through.
        self._period = 0
        self._enter(CLOSED)
