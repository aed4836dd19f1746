"""Ejects for ever.

Fails: test_counts_failures_in_a_row, test_ejects_for_longer_each_time, test_ejects_when_there_is_room,
    test_passes_over_late_outcomes
"""


class OutlierDetector:
    def record(self, endpoint: str, ok: bool) -> None:
        """The outcome of a call to an endpoint."""
        record, available = self._records[endpoint], self.available()
        if endpoint not in available:
            return
        record.failures = 0 if ok else record.failures + 1
        if record.failures >= self._consecutive_errors and len(self._records) - len(available) < self._most:
            record.failures = 0
            record.ejections += 1
            record.out_until = float("inf")
