"""Waits five seconds where the route says nothing.

Fails: test_says_why_it_answers_by_itself
"""


class Sidecar:
    async def _attempts(self, call: _Call, route: Mapping[str, Any], pool: _Pool) -> httpx.Response:
        """Try one endpoint after the other until one has answered well, or no further try is allowed."""
        tried: list[str] = []
        while True:
            tried.append(pool.pick(tried))
            call.endpoint, call.attempts = tried[-1], len(tried)
            outcome = await _attempt(call, pool, route.get("timeout", 5.0))
            may_repeat = len(tried) <= route.get("retries", 0) and _may_repeat(call.request.method, outcome)
            if may_repeat and self._budgets[call.service].allow_retry():
                continue
            if isinstance(outcome, httpx.TransportError):
                raise outcome
            return outcome
