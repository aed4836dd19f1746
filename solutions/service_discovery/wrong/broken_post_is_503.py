"""An instance that breaks or hangs during a POST is answered as if there were none.

Fails: test_what_may_have_been_done_is_not_repeated, test_waits_timeout_seconds_for_an_instance[default],
test_waits_timeout_seconds_for_an_instance[8]
"""


def _failure(error: Exception) -> Response:
    """Return the load balancer's own answer: no 500, for it works."""
    if isinstance(error, (DiscoveryError, httpx.TransportError)):
        return Response("no instance available", 503)
    if isinstance(error, httpx.TimeoutException):
        return Response("the instance did not answer in time", 504)
    return Response("the instance broke the connection", 502)
