"""The first instance that fails is the end of the call, though others are well.

Fails: test_goes_on_to_the_next_instance, test_does_not_wait_long_for_an_instance_that_hangs,
test_tries_each_instance_once_and_then_gives_up, test_nobody_notices_one_dead_instance
"""


class ServiceClient:
    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send the request to the next instance; on failure, where that is safe, to the one after it."""
        urls = self._directory.instances()
        start = next(self._turn)
        problem: Exception | None = None
        for offset in range(min(1, len(urls))):
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
