"""Without `timeout` an attempt may take 5 seconds instead of 2.

Fails: test_an_attempt_may_take_timeout_seconds[default]
"""


class ServiceClient:
    def __init__(self, directory: Directory, *, timeout: float = 5.0) -> None:
        self._directory = directory
        # Without cookies: behind a load balancer it works for many callers, who are strangers to each other.
        self._http = httpx.Client(timeout=timeout, cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])))
        self._turn = itertools.count()
