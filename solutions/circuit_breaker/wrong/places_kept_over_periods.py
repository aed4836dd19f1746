"""Probes of an earlier half-open period still take places in the next one.

Fails: test_stays_open_for_the_whole_time_again, test_counts_probes_anew_each_time, test_rides_out_an_outage,
    test_a_probe_counts_only_in_its_own_period
"""


class CircuitBreaker:
    def _enter(self, state: str) -> None:
        self._state = state
        self._period += 1
        self._since = time.monotonic()
        self._failures: deque[float] = deque()
        self._succeeded_probes = 0
        if state == CLOSED:
            self._admitted = 0

    def _admit(self) -> int:
        with self._lock:
            self._look_at_the_clock()
            if self._state == OPEN:
                raise CircuitOpenError(self._since + self._open_for - time.monotonic())
            if self._state == HALF_OPEN and self._admitted >= self._probes:
                raise CircuitOpenError(0.0)
            self._admitted += self._state == HALF_OPEN
            return self._period
