"""The response comes back from a stream that is closed already: its body was never read.

Fails: test_an_instance_answers, test_example_a_load_balancer_reaches_an_instance,
    test_a_request_is_answered_by_an_instance
Breaks the whole: the load balancer has no body to pass back either.
"""


class ServiceClient:
    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send the request to the next instance; on failure, where that is safe, to the one after it."""
        problem: Exception | None = None
        for url in self._in_turn(self._directory.instances()):
            try:
                with self._http.stream(method, url + path, **options) as answer:
                    pass
            except httpx.TransportError as error:
                if not (_never_arrived(error) or _is_idempotent(method)):
                    raise
                problem = error
            else:
                if answer.status_code not in UNAVAILABLE or not _is_idempotent(method):
                    return answer
        raise NoInstanceError("no instance answered") from problem
