"""Every request that failed is sent again elsewhere, a POST as well: the customer pays twice.

Fails: test_does_not_repeat_what_may_have_been_done, test_each_failure_of_a_call_is_looked_at[POST],
test_what_may_have_been_done_is_not_repeated, test_waits_timeout_seconds_for_an_instance[default],
test_waits_timeout_seconds_for_an_instance[8]
"""


class ServiceClient:
    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send the request to the next instance; on failure, where that is safe, to the one after it."""
        problem: Exception | None = None
        for url in self._in_turn(self._directory.instances()):
            try:
                answer = self._http.request(method, url + path, **options)
            except httpx.TransportError as error:
                problem = error
            else:
                if answer.status_code not in UNAVAILABLE or not _is_idempotent(method):
                    return answer
        raise NoInstanceError("no instance answered") from problem
