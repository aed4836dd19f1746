"""Ejects again at the first failure after an ejection.

Fails: test_counts_failures_in_a_row, test_passes_over_late_outcomes
"""


class OutlierDetector:
    def record(self, endpoint: str, ok: bool) -> None:
        """The outcome of a call to an endpoint."""
        record, available = self._records[endpoint], self.available()
        if endpoint not in available:
            return
        record.failures = 0 if ok else record.failures + 1
        if record.failures >= self._consecutive_errors and len(self._records) - len(available) < self._most:
            record.ejections += 1
            record.out_until = time.monotonic() + self._base_ejection * record.ejections
