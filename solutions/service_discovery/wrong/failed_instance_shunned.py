"""An instance that has failed once is never called again.

Fails: test_goes_on_to_the_next_instance[connection], test_repeats_what_never_arrived,
test_tries_each_instance_once_and_then_gives_up[connection], test_what_never_arrived_is_sent_to_the_next
"""


class ServiceClient:
    def __init__(self, directory: Directory, *, timeout: float = 2.0) -> None:
        self._directory = directory
        # Without cookies: behind a load balancer it works for many callers, who are strangers to each other.
        self._http = httpx.Client(timeout=timeout, cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])))
        self._turn = itertools.count()
        self._shunned: set[str] = set()

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send the request to the next instance; on failure, where that is safe, to the one after it."""
        problem: Exception | None = None
        for url in self._in_turn([url for url in self._directory.instances() if url not in self._shunned]):
            try:
                answer = self._http.request(method, url + path, **options)
            except httpx.TransportError as error:
                if not (_never_arrived(error) or _is_idempotent(method)):
                    raise
                problem = error
                self._shunned.add(url)
            else:
                if answer.status_code not in UNAVAILABLE or not _is_idempotent(method):
                    return answer
        raise NoInstanceError("no instance answered") from problem
