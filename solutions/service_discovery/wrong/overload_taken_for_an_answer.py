"""An instance that answers 503 is believed, though its neighbour would do the work.

Fails: test_goes_on_to_the_next_instance[status], test_repeats_every_idempotent_method,
test_each_failure_of_a_call_is_looked_at[GET], test_tries_each_instance_once_and_then_gives_up[status],
test_nobody_notices_one_failing_instance, test_503_when_every_instance_failed
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
                return answer
        raise NoInstanceError("no instance answered") from problem
