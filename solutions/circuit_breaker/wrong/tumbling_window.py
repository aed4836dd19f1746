"""Cuts time into windows that stand side by side, so that failures across a border do not add up.

Fails: test_counts_in_a_window_that_slides, test_forgets_only_what_is_too_old,
    test_counts_a_failure_from_the_end_of_its_call
"""


class CircuitBreaker:
    def _enter(self, state: str) -> None:
        self._state = state
        self._period += 1
        self._since = time.monotonic()
        self._failures: deque[float] = deque()
        self._window_began = self._since
        self._admitted = self._succeeded_probes = 0

    def _failed(self, period: int) -> None:
        with self._lock:
            if period != self._period:
                return
            now = time.monotonic()
            self._failures.append(now)
            if now - self._window_began > self._window:
                self._failures = deque([now])
                self._window_began = now
            if self._state == HALF_OPEN or len(self._failures) >= self._failure_threshold:
                self._enter(OPEN)
