"""Keeps the list that it was given.

Fails: test_x
"""


class OutlierDetector:
    def __init__(
        self,
        endpoints: Sequence[str],
        *,
        consecutive_errors: int = 5,
        base_ejection: float = 30.0,
        max_ejected_percent: int = 50,
    ) -> None:
        self._records = {endpoint: _Record() for endpoint in endpoints}
        self._given = endpoints
        self._consecutive_errors = consecutive_errors
        self._base_ejection = base_ejection
        self._most = min(len(self._records) * max_ejected_percent // 100, len(self._records) - 1)

    def available(self) -> list[str]:
        """The endpoints that are not ejected."""
        return [name for name in self._given if name not in self._records or self._records[name].out_until <= time.monotonic()]
