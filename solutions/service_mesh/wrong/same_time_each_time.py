"""Ejects for the same time each time.

Fails: test_ejects_for_longer_each_time
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
            record.out_until = time.monotonic() + self._base_ejection
