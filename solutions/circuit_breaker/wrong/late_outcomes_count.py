"""A call from before the circuit opened counts as a probe when it ends in half-open.

Fails: test_a_late_success_does_not_close, test_a_late_failure_does_not_reopen
"""


class CircuitBreaker:
    def _succeeded(self, period: int) -> None:
        with self._lock:
            self._look_at_the_clock()
            if self._state != HALF_OPEN:
                return
            self._succeeded_probes += 1
            if self._succeeded_probes == self._probes:
                self._enter(CLOSED)

    def _failed(self, period: int) -> None:
        with self._lock:
            self._look_at_the_clock()
            if self._state == OPEN:
                return
            now = time.monotonic()
            self._failures.append(now)
            while self._failures[0] < now - self._window:
                self._failures.popleft()
            if self._state == HALF_OPEN or len(self._failures) >= self._failure_threshold:
                self._enter(OPEN)
