"""A redirect is followed by the load balancer instead of being passed back.

Fails: test_gives_every_status_back_as_it_is
"""


class ServiceClient:
    def __init__(self, directory: Directory, *, timeout: float = 2.0) -> None:
        self._directory = directory
        self._http = httpx.Client(timeout=timeout, follow_redirects=True)
        self._turn = itertools.count()
