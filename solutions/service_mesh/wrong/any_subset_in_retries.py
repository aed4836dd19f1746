"""Tries an endpoint of another subset in a retry.

Fails: test_leaves_ejected_endpoints_out, test_repeats_elsewhere, test_sends_a_call_to_its_version
"""


class Sidecar:
    async def _attempts(self, call: _Call, route: Mapping[str, Any], pool: _Pool) -> httpx.Response:
        """Try one endpoint after the other until one has answered well, or no further try is allowed."""
        tried: list[str] = []
        while True:
            others = [one for (name, _), one in self._pools.items() if name == call.service and one is not pool]
            pool = others[0] if tried and others else pool
            tried.append(pool.pick(tried))
            call.endpoint, call.attempts = tried[-1], len(tried)
            outcome = await _attempt(call, pool, route.get("timeout", 1.0))
            may_repeat = len(tried) <= route.get("retries", 0) and _may_repeat(call.request.method, outcome)
            if may_repeat and self._budgets[call.service].allow_retry():
                continue
            if isinstance(outcome, httpx.TransportError):
                raise outcome
            return outcome
