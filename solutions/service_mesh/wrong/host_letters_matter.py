"""Takes capital letters in Host for another service.

Fails: test_carries_a_call_as_it_came, test_counts_calls_by_service_and_status, test_logs_a_call
"""


class Sidecar:
    async def _carry(self, request: Request) -> Response:
        began = time.monotonic()
        given = ",".join(request.headers.getlist("traceparent"))  # of two, neither is to be believed
        traceparent = continue_trace(given)
        tracestate = ",".join(request.headers.getlist("tracestate")) if traceparent[3:35] in given else ""
        host = request.headers.get("host", "").split(":")[0]
        call = _Call(request, host, traceparent, tracestate or None)
        response = await self._respond(call)
        self._tell(call, response.status_code, time.monotonic() - began)
        return response
