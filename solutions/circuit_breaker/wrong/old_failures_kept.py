"""Closes with the failures of before still in the window, so the next failure opens it again.

Fails: test_starts_afresh_when_it_has_closed
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
        self._window = window
        self._open_for = open_for
        self._probes = probes
        self._lock = threading.Lock()
        # Counts the changes of state: an outcome matters only in the period that let its call through.
        self._period = 0
        self._failures: deque[float] = deque()
        self._enter(CLOSED)

    def _enter(self, state: str) -> None:
        self._state = state
        self._period += 1
        self._since = time.monotonic()
        self._admitted = self._succeeded_probes = 0
