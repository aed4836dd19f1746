"""After each failed probe stays open for twice as long.

Fails: test_stays_open_for_the_whole_time_again, test_counts_probes_anew_each_time,
    test_a_late_probe_does_not_keep_it_open, test_a_probe_counts_only_in_its_own_period
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
            if self._state == HALF_OPEN or len(self._failures) >= self._failure_threshold:
                self._open_for *= 2 if self._state == HALF_OPEN else 1
                self._enter(OPEN)
