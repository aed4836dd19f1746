"""Compares the name of the state at the beginning and the end of a call: half-open is half-open.

Fails: test_a_late_failure_is_not_in_the_new_window, test_a_probe_counts_only_in_its_own_period
"""


class CircuitBreaker:
    def _admit(self) -> str:
        with self._lock:
            self._look_at_the_clock()
            if self._state == OPEN:
                raise CircuitOpenError(self._since + self._open_for - time.monotonic())
            if self._state == HALF_OPEN and self._admitted >= self._probes:
                raise CircuitOpenError(0.0)
            self._admitted += 1
            return self._state

    def _succeeded(self, state: str) -> None:
        with self._lock:
            if state != HALF_OPEN or self._state != HALF_OPEN:
                return
            self._succeeded_probes += 1
            if self._succeeded_probes == self._probes:
                self._enter(CLOSED)

    def _give_back(self, state: str) -> None:
        with self._lock:
            if state == self._state:
                self._admitted -= 1

    def _failed(self, state: str) -> None:
        with self._lock:
            if state != self._state:
                return
            now = time.monotonic()
            self._failures.append(now)
            while self._failures[0] < now - self._window:
                self._failures.popleft()
            if self._state == HALF_OPEN or len(self._failures) >= self._failure_threshold:
                self._enter(OPEN)
