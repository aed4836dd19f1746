"""Every error is taken for a broken instance: a 404 is asked for at each of them.

Fails: test_gives_the_answers_of_an_instance_as_they_are, test_gives_every_status_back_as_it_is
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
                if not answer.is_error or method.upper() not in IDEMPOTENT:
                    return answer
        raise NoInstanceError("no instance answered") from problem
