"""Ends the metrics without EOF.

Fails: test_counts_calls_by_service_and_status
"""


class Sidecar:
    def metrics(self) -> str:
        """The calls so far by service and status, in the text format of OpenMetrics."""
        samples = [
            f'mesh_requests_total{{service="{service}",code="{status}"}} {count}'
            for (service, status), count in self._counts.items()
        ]
        return "\n".join(["# TYPE mesh_requests counter", *samples, ""])
