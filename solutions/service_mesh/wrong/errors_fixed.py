"""Ejects after five failures, whatever was given.

Fails: test_counts_failures_in_a_row, test_ejects_a_part_only, test_ejects_for_longer_each_time,
    test_ejects_when_there_is_room, test_ejects_who_keeps_failing, test_leaves_ejected_endpoints_out,
    test_never_ejects_everybody, test_passes_over_late_outcomes, test_repeats_what_another_endpoint_may_better
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
        self._consecutive_errors = 5
        self._base_ejection = base_ejection
        self._most = min(len(self._records) * max_ejected_percent // 100, len(self._records) - 1)
