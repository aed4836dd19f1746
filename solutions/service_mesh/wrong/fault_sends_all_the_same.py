"""Sends an aborted call to an endpoint all the same.

Fails: test_aborts_a_call, test_blames_nobody_for_a_fault, test_delays_a_call
"""


class Sidecar:
    async def _respond(self, call: _Call) -> Response:
        route = pick_route(self._routes.get(call.service, []), call.request.headers)
        if route is None:
            return call.own_answer(404, "NR")
        delay, status = pick_fault(route, call.trace_id)
        await asyncio.sleep(delay)
        self._budgets[call.service].request()
        pool = self._pools[call.service, pick_subset(route, call.request.headers, call.trace_id)]
        try:
            answer = await self._attempts(call, route, pool)
            return call.own_answer(status, "FI") if status is not None else passed_back(answer)
        except NoEndpointError:
            return call.own_answer(503, "UH")
        except httpx.TimeoutException:
            return call.own_answer(504, "UT")
        except httpx.TransportError:
            return call.own_answer(503, "UF")
