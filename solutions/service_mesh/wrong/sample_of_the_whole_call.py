"""Takes the time of the whole call for that of the last attempt.

Fails: test_repeats_elsewhere
"""


@dataclass
class _Call:
    began: float = 0.0


class Sidecar:
    async def _attempts(self, call: _Call, route: Mapping[str, Any], pool: _Pool) -> httpx.Response:
        """Try one endpoint after the other until one has answered well, or no further try is allowed."""
        tried: list[str] = []
        while True:
            tried.append(pool.pick(tried))
            call.endpoint, call.attempts = tried[-1], len(tried)
            call.began = call.began or time.monotonic()
            outcome = await _attempt(call, pool, route.get("timeout", 1.0))
            may_repeat = len(tried) <= route.get("retries", 0) and _may_repeat(call.request.method, outcome)
            if may_repeat and self._budgets[call.service].allow_retry():
                continue
            if isinstance(outcome, httpx.TransportError):
                raise outcome
            return outcome


async def _attempt(call: _Call, pool: _Pool, timeout: float) -> httpx.Response | httpx.TransportError:
    """One try, a span of its own."""
    began = time.monotonic()
    fields = {"traceparent": continue_trace(call.traceparent), "tracestate": call.tracestate}
    outcome: httpx.Response | httpx.TransportError
    try:
        outcome = await forward(call.request, call.endpoint, fields, timeout)
    except httpx.TransportError as error:
        outcome = error
    ok = isinstance(outcome, httpx.Response) and not outcome.is_server_error
    pool.done(call.endpoint, time.monotonic() - (call.began or began), ok)
    return outcome
