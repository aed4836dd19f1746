"""An attempt may take two seconds, whichever timeout was given.

Fails: test_an_attempt_may_take_timeout_seconds[8], test_waits_timeout_seconds_for_an_instance[8]
"""


class ServiceClient:
    def __init__(self, directory: Directory, *, timeout: float = 2.0) -> None:
        self._directory = directory
        # Without cookies: behind a load balancer it works for many callers, who are strangers to each other.
        self._http = httpx.Client(timeout=2.0, cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])))
        self._turn = itertools.count()
