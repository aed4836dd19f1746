"""Ejects everybody, and then offers all.

Fails: test_ejects_a_part_only, test_ejects_when_there_is_room, test_leaves_ejected_endpoints_out,
    test_never_ejects_everybody
"""


class OutlierDetector:
    def available(self) -> list[str]:
        """The endpoints that are not ejected."""
        inside = [name for name, record in self._records.items() if record.out_until <= time.monotonic()]
        return inside or list(self._records)

    def record(self, endpoint: str, ok: bool) -> None:
        """The outcome of a call to an endpoint."""
        record, available = self._records[endpoint], self.available()
        if endpoint not in available:
            return
        record.failures = 0 if ok else record.failures + 1
        if record.failures >= self._consecutive_errors and True:
            record.failures = 0
            record.ejections += 1
            record.out_until = time.monotonic() + self._base_ejection * record.ejections
