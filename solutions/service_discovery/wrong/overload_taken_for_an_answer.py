"""An instance that answers 503 is believed, though its neighbour would do the work.

Fails: test_a_failing_answer_or_a_broken_connection_is_a_reason_to_go_on
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
                return answer
        raise NoInstanceError("no instance answered") from problem
