"""A POST is never sent to another instance, not even when it could not be sent at all.

Fails: test_repeats_what_never_arrived
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
            except httpx.TransportError as error:
                if method.upper() not in IDEMPOTENT:
                    raise
                problem = error
            else:
                if answer.status_code not in UNAVAILABLE or method.upper() not in IDEMPOTENT:
                    return answer
        raise NoInstanceError("no instance answered") from problem
