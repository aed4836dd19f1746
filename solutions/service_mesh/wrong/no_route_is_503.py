"""Answers 503 where no route matches.

Fails: test_counts_calls_by_service_and_status, test_says_why_it_answers_by_itself, test_takes_new_routes
"""


class Sidecar:
    async def _respond(self, call: _Call) -> Response:
        route = pick_route(self._routes.get(call.service, []), call.request.headers)
        if route is None:
            return call.own_answer(503, "NR")
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
        except httpx.TimeoutException:
            return call.own_answer(504, "UT")
        except httpx.TransportError:
            return call.own_answer(503, "UF")
