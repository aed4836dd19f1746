"""Waits for all probes, and goes by how the last one ended.

Fails: test_a_failed_probe_opens_it_again, test_a_late_probe_does_not_keep_it_open,
    test_a_probe_counts_only_in_its_own_period
"""


class CircuitBreaker:
    def _failed(self, period: int) -> None:
        with self._lock:
            if period != self._period:
                return
            now = time.monotonic()
            self._failures.append(now)
            while self._failures[0] < now - self._window:
                self._failures.popleft()
            if self._state == HALF_OPEN:
                self._succeeded_probes += 1
                if self._succeeded_probes == self._probes:
                    self._enter(OPEN)
            elif len(self._failures) >= self._failure_threshold:
                self._enter(OPEN)
