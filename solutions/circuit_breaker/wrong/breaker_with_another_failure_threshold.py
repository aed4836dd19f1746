"""Has a threshold of 3 instead of 5 by default.

Fails: test_has_the_documented_threshold_and_window
"""


class CircuitBreaker:
    def __init__(
        self,
        *,
        failure_threshold: int = 3,
        window: float = 10.0,
        open_for: float = 30.0,
        probes: int = 1,
    ) -> None:
        self._failure_threshold = failure_threshold
        self._window = window
        self._open_for = open_for
        self._probes = probes
        self._lock = threading.Lock()
        # Counts the changes of state: an outcome matters only in the period that let its call through.
        self._period = 0
        self._enter(CLOSED)
