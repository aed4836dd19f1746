"""Takes 4xx for a failure of the endpoint.

Fails: test_blames_an_endpoint_for_its_failures
"""


async def _attempt(call: _Call, pool: _Pool, timeout: float) -> httpx.Response | httpx.TransportError:
    """One try, a span of its own."""
    began = time.monotonic()
    fields = {"traceparent": continue_trace(call.traceparent), "tracestate": call.tracestate}
    outcome: httpx.Response | httpx.TransportError
    try:
        outcome = await forward(call.request, call.endpoint, fields, timeout)
    except httpx.TransportError as error:
        outcome = error
    ok = isinstance(outcome, httpx.Response) and not outcome.is_error
    pool.done(call.endpoint, time.monotonic() - began, ok)
    return outcome
