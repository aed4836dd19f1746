"""Sends the caller's traceparent as it came.

Fails: test_repeats_elsewhere, test_sends_the_trace_on, test_takes_no_tracestate_into_a_new_trace
"""


async def _attempt(call: _Call, pool: _Pool, timeout: float) -> httpx.Response | httpx.TransportError:
    """One try, a span of its own."""
    began = time.monotonic()
    given = call.request.headers.get("traceparent", call.traceparent)
    fields = {"traceparent": given, "tracestate": call.tracestate}
    outcome: httpx.Response | httpx.TransportError
    try:
        outcome = await forward(call.request, call.endpoint, fields, timeout)
    except httpx.TransportError as error:
        outcome = error
    ok = isinstance(outcome, httpx.Response) and not outcome.is_server_error
    pool.done(call.endpoint, time.monotonic() - began, ok)
    return outcome
