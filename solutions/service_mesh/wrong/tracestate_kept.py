"""Keeps the tracestate in a new trace.

Fails: test_takes_no_tracestate_into_a_new_trace
"""


class Sidecar:
    async def _carry(self, request: Request) -> Response:
        began = time.monotonic()
        given = ",".join(request.headers.getlist("traceparent"))  # of two, neither is to be believed
        traceparent = continue_trace(given)
        tracestate = ",".join(request.headers.getlist("tracestate")) if traceparent else ""
        host = request.headers.get("host", "").split(":")[0].lower()
        call = _Call(request, host, traceparent, tracestate or None)
        response = await self._respond(call)
        self._tell(call, response.status_code, time.monotonic() - began)
        return response
