"""A POST without an answer in time is answered as if the connection had broken.

Fails: test_what_may_have_been_done_is_not_repeated, test_waits_timeout_seconds_for_an_instance[default],
test_waits_timeout_seconds_for_an_instance[8]
"""


def _failure(error: Exception) -> Response:
    """Return the load balancer's own answer: no 500, for it works."""
    if isinstance(error, DiscoveryError):
        return Response("no instance available", 503)
    return Response("the instance broke the connection", 502)
