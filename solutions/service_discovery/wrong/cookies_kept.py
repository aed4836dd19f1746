"""The client keeps cookies: what was set for one caller goes out with the request of another.

Fails: test_sends_no_cookie_of_another_caller
"""


class ServiceClient:
    def __init__(self, directory: Directory, *, timeout: float = 2.0) -> None:
        self._directory = directory
        # Without cookies: behind a load balancer it works for many callers, who are strangers to each other.
        self._http = httpx.Client(timeout=timeout)
        self._turn = itertools.count()
