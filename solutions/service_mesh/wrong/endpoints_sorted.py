"""Lists the endpoints by name.

Fails: test_passes_over_late_outcomes, test_sends_calls_to_the_quick_endpoint
"""


class OutlierDetector:
    def available(self) -> list[str]:
        """The endpoints that are not ejected."""
        return [name for name, record in sorted(self._records.items()) if record.out_until <= time.monotonic()]
