"""A POST that was answered with 503 is sent to the next instance, though half of it may have been done.

Fails: test_gives_a_post_its_503
"""


class ServiceClient:
    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send the request to the next instance; on failure, where that is safe, to the one after it."""
        urls = self._directory.instances()
        start = next(self._turn)
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
                if answer.status_code not in UNAVAILABLE:
                    return answer
        raise NoInstanceError("no instance answered") from problem
