"""Every call begins with the first instance of the list.

Fails: test_takes_the_instances_in_turn, test_spreads_requests_over_the_instances
"""


class ServiceClient:
    def __init__(self, directory: Directory, *, timeout: float = 2.0) -> None:
        self._directory = directory
        self._http = httpx.Client(timeout=timeout)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send the request to the next instance; on failure, where that is safe, to the one after it."""
        urls = self._directory.instances()
        start = 0
        problem: Exception | None = None
        for offset in range(len(urls)):
            url = urls[(start + offset) % len(urls)]
            try:
                answer = self._http.request(method, url + path, **options)
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                problem = error  # it never got there, so that sending it again is safe
            except httpx.TransportError as error:
                if method.upper() not in IDEMPOTENT:
                    raise
                problem = error
            else:
                if answer.status_code not in UNAVAILABLE or method.upper() not in IDEMPOTENT:
                    return answer
        raise NoInstanceError("no instance answered") from problem
