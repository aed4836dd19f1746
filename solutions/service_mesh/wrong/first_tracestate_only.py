"""Sends the first of several tracestate fields on.

Fails: test_sends_the_trace_on
"""


class Sidecar:
    async def _carry(self, request: Request) -> Response:
        began = time.monotonic()
        given = ",".join(request.headers.getlist("traceparent"))  # of two, neither is to be believed
        traceparent = continue_trace(given)
        tracestate = request.headers.get("tracestate", "") if traceparent[3:35] in given else ""
        host = request.headers.get("host", "").split(":")[0].lower()
        call = _Call(request, host, traceparent, tracestate or None)
        response = await self._respond(call)
        self._tell(call, response.status_code, time.monotonic() - began)
        return response
