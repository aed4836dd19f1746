"""A POST that was answered with 503 is sent to the next instance, though half of it may have been done.

Fails: test_gives_back_an_error_that_is_no_reason_to_repeat, test_what_may_have_been_done_is_not_repeated
"""


class ServiceClient:
    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send the request to the next instance; on failure, where that is safe, to the one after it."""
        problem: Exception | None = None
        for url in self._in_turn(self._directory.instances()):
            try:
                answer = self._http.request(method, url + path, **options)
            except httpx.TransportError as error:
                if not (_never_arrived(error) or _is_idempotent(method)):
                    raise
                problem = error
            else:
                if answer.status_code not in UNAVAILABLE:
                    return answer
        raise NoInstanceError("no instance answered") from problem
