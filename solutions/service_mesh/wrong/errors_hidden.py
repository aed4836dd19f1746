"""Makes 502 of each answer of 5xx.

Fails: test_carries_a_call_as_it_came, test_counts_calls_by_service_and_status, test_keeps_within_the_budget,
    test_leaves_ejected_endpoints_out, test_repeats_what_another_endpoint_may_better
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
            answer = await self._attempts(call, route, pool)
            return Response(status_code=502) if answer.is_server_error else passed_back(answer)
        except NoEndpointError:
            return call.own_answer(503, "UH")
        except httpx.TimeoutException:
            return call.own_answer(504, "UT")
        except httpx.TransportError:
            return call.own_answer(503, "UF")
