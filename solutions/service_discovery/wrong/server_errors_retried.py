"""Every 5xx is taken for an instance that is not available: a 500 is asked for at each of them.

Fails: test_gives_the_answers_of_an_instance_as_they_are, test_gives_every_status_back_as_it_is
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
                if not answer.is_server_error or not _is_idempotent(method):
                    return answer
        raise NoInstanceError("no instance answered") from problem
