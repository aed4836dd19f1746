"""The turn is taken modulo the number of instances, and nobody thought of none.

Fails: test_tells_when_there_is_no_healthy_instance, test_no_healthy_instance_is_503
"""


class ServiceClient:
    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send the request to the next instance; on failure, where that is safe, to the one after it."""
        urls = self._directory.instances()
        start = next(self._turn) % len(urls)
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
