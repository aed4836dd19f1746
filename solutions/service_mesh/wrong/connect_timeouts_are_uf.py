"""Takes a connection that hangs for one that is refused.

Fails: test_repeats_what_another_endpoint_may_better, test_says_why_it_answers_by_itself
"""


class Sidecar:
    async def _respond(self, call: _Call) -> Response:
        route = pick_route(self._routes.get(call.service, []), call.request.headers)
        if route is None:
            return call.own_answer(404, "NR")
        delay, status = pick_fault(route, call.trace_id)
        await asyncio.sleep(delay)
        if status is not None:
            return call.own_answer(status, "FI")
        self._budgets[call.service].request()
        pool = self._pools[call.service, pick_subset(route, call.request.headers, call.trace_id)]
        try:
            return passed_back(await self._attempts(call, route, pool))
        except NoEndpointError:
            return call.own_answer(503, "UH")
        except httpx.ReadTimeout:
            return call.own_answer(504, "UT")
        except httpx.TransportError:
            return call.own_answer(503, "UF")
