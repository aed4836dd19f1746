"""Takes the delay for latency of the endpoint.

Fails: test_delays_a_call
"""


@dataclass
class _Call:
    delay: float = 0.0


class Sidecar:
    async def _respond(self, call: _Call) -> Response:
        route = pick_route(self._routes.get(call.service, []), call.request.headers)
        if route is None:
            return call.own_answer(404, "NR")
        delay, status = pick_fault(route, call.trace_id)
        call.delay = delay
        if status is not None:
            await asyncio.sleep(delay)
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


async def _attempt(call: _Call, pool: _Pool, timeout: float) -> httpx.Response | httpx.TransportError:
    """One try, a span of its own."""
    began = time.monotonic()
    await asyncio.sleep(call.delay)
    fields = {"traceparent": continue_trace(call.traceparent), "tracestate": call.tracestate}
    outcome: httpx.Response | httpx.TransportError
    try:
        outcome = await forward(call.request, call.endpoint, fields, timeout)
    except httpx.TransportError as error:
        outcome = error
    ok = isinstance(outcome, httpx.Response) and not outcome.is_server_error
    pool.done(call.endpoint, time.monotonic() - began, ok)
    return outcome
