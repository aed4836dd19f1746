"""The Host of the caller is passed on: the instance believes that it is the load balancer.

Fails: test_host_names_the_instance
"""


def _onward(request: Request) -> list[tuple[bytes, bytes]]:
    """Return the fields for the instance. httpx adds Host and Content-Length."""
    return _end_to_end(request.headers.raw, {"content-length"})
