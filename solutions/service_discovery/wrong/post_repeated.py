"""Every request that failed is sent again elsewhere, a POST as well: the customer pays twice.

Fails: test_does_not_repeat_what_may_have_been_done, test_a_post_that_broke_is_502_or_504
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
                problem = error
            else:
                if answer.status_code not in UNAVAILABLE or method.upper() not in IDEMPOTENT:
                    return answer
        raise NoInstanceError("no instance answered") from problem
