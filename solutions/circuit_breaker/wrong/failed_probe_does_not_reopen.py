"""In half-open a failure is only counted: it takes `failure_threshold` of them to open again.

Fails: test_a_failed_probe_opens_it_again, test_a_late_probe_does_not_keep_it_open,
    test_a_probe_counts_only_in_its_own_period
"""


class CircuitBreaker:
    def _admit(self) -> int:
        with self._lock:
            self._look_at_the_clock()
            if self._state == OPEN:
                raise CircuitOpenError(self._since + self._open_for - time.monotonic())
            if self._state == HALF_OPEN and self._admitted - len(self._failures) >= self._probes:
                raise CircuitOpenError(0.0)
            self._admitted += 1
            return self._period

    def _failed(self, period: int) -> None:
        with self._lock:
            if period != self._period:
                return
            now = time.monotonic()
            self._failures.append(now)
            while self._failures[0] < now - self._window:
                self._failures.popleft()
            if len(self._failures) >= self._failure_threshold:
                self._enter(OPEN)
