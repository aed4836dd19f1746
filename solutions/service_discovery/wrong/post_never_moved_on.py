"""A POST is never sent to another instance, not even when it could not be sent at all.

Fails: test_repeats_what_never_arrived, test_each_failure_of_a_call_is_looked_at[POST],
test_503_when_every_instance_failed, test_what_never_arrived_is_sent_to_the_next
"""


class ServiceClient:
    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send the request to the next instance; on failure, where that is safe, to the one after it."""
        problem: Exception | None = None
        for url in self._in_turn(self._directory.instances()):
            try:
                answer = self._http.request(method, url + path, **options)
            except httpx.TransportError as error:
                if not _is_idempotent(method):
                    raise
                problem = error
            else:
                if answer.status_code not in UNAVAILABLE or not _is_idempotent(method):
                    return answer
        raise NoInstanceError("no instance answered") from problem
