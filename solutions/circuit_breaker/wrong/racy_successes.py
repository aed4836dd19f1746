"""Counts good probes without a lock, so that of several at the same moment some are lost.

Fails: test_counts_every_probe_of_calls_at_once
"""


class CircuitBreaker:
    def _succeeded(self, period: int) -> None:
        if period != self._period or self._state != HALF_OPEN:
            return
        self._succeeded_probes += 1
        if self._succeeded_probes == self._probes:
            self._enter(CLOSED)
