"""Counts a name that nobody serves by itself.

Fails: test_counts_calls_by_service_and_status
"""


class Sidecar:
    def _tell(self, call: _Call, status: int, seconds: float) -> None:
        """Log and count a call. A name that nobody serves could be any, and would fill the memory."""
        self._counts[call.service, status] += 1
        entry = {name: getattr(call, name) for name in ("service", "endpoint", "attempts", "trace_id", "flags")}
        entry |= {"method": call.request.method, "path": call.request.scope["path"]}
        print(json.dumps({**entry, "status": status, "duration_ms": round(seconds * 1000)}), flush=True)
