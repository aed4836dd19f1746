"""Injects the fault of the first route of the service.

Fails: test_blames_nobody_for_a_fault, test_breaks_nothing_else, test_delays_a_call
"""


class Sidecar:
    async def _respond(self, call: _Call) -> Response:
        route = pick_route(self._routes.get(call.service, []), call.request.headers)
        if route is None:
            return call.own_answer(404, "NR")
        delay, status = pick_fault(self._routes[call.service][0], call.trace_id)
        await asyncio.sleep(delay)
        if status is not None:
            return call.own_answer(status, "FI")
        self._budgets[call.service].request()
        pool = self._pools[call.service, pick_subset(route, call.request.headers, call.trace_id)]
        try:
            return passed_back(await self._attempts(call, route, pool))
        except NoEndpointError:
            return call.own_answer(503, "UH")
        except httpx.TimeoutException:
            return call.own_answer(504, "UT")
        except httpx.TransportError:
            return call.own_answer(503, "UF")
