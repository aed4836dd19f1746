"""Counts each attempt in the metrics.

Fails: test_repeats_what_another_endpoint_may_better
"""


class Sidecar:
    def _tell(self, call: _Call, status: int, seconds: float) -> None:
        """Log and count a call. A name that nobody serves could be any, and would fill the memory."""
        self._counts[call.service if call.service in self._routes else "unknown", status] += max(call.attempts, 1)
        entry = {name: getattr(call, name) for name in ("service", "endpoint", "attempts", "trace_id", "flags")}
        entry |= {"method": call.request.method, "path": call.request.scope["path"]}
        print(json.dumps({**entry, "status": status, "duration_ms": round(seconds * 1000)}), flush=True)
