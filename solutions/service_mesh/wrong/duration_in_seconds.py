"""Logs the duration in seconds.

Fails: test_delays_a_call, test_logs_a_call, test_says_why_it_answers_by_itself
"""


class Sidecar:
    def _tell(self, call: _Call, status: int, seconds: float) -> None:
        """Log and count a call. A name that nobody serves could be any, and would fill the memory."""
        self._counts[call.service if call.service in self._routes else "unknown", status] += 1
        entry = {name: getattr(call, name) for name in ("service", "endpoint", "attempts", "trace_id", "flags")}
        entry |= {"method": call.request.method, "path": call.request.scope["path"]}
        print(json.dumps({**entry, "status": status, "duration_ms": round(seconds, 3)}), flush=True)
