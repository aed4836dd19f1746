"""Takes a broken connection for no failure.

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
    if isinstance(outcome, httpx.NetworkError):
        pool.done(call.endpoint, time.monotonic() - began, True)
        return outcome
    ok = isinstance(outcome, httpx.Response) and not outcome.is_server_error
    pool.done(call.endpoint, time.monotonic() - began, ok)
    return outcome
