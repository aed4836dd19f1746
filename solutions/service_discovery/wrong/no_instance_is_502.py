"""Without an instance the answer is 502.

Fails: test_no_healthy_instance_is_503[default], test_no_healthy_instance_is_503[5],
test_503_when_every_instance_failed, test_outlives_the_registry[unknown]
"""


def _failure(error: Exception) -> Response:
    """Return the load balancer's own answer: no 500, for it works."""
    if isinstance(error, DiscoveryError):
        return Response("no instance available", 502)
    if isinstance(error, httpx.TimeoutException):
        return Response("the instance did not answer in time", 504)
    return Response("the instance broke the connection", 502)
