"""Asks the budget before it knows whether to try again.

Fails: test_blames_nobody_for_a_fault, test_keeps_within_the_budget, test_sends_a_call_to_its_version
"""


class Sidecar:
    async def _attempts(self, call: _Call, route: Mapping[str, Any], pool: _Pool) -> httpx.Response:
        """Try one endpoint after the other until one has answered well, or no further try is allowed."""
        tried: list[str] = []
        while True:
            tried.append(pool.pick(tried))
            call.endpoint, call.attempts = tried[-1], len(tried)
            outcome = await _attempt(call, pool, route.get("timeout", 1.0))
            may_repeat = len(tried) <= route.get("retries", 0) and _may_repeat(call.request.method, outcome)
            if self._budgets[call.service].allow_retry() and may_repeat:
                continue
            if isinstance(outcome, httpx.TransportError):
                raise outcome
            return outcome
