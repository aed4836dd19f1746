"""An instance that does not answer in time ends the call, though others are well.

Fails: test_goes_on_to_the_next_instance[connection], test_repeats_what_never_arrived,
test_tries_each_instance_once_and_then_gives_up[connection], test_an_attempt_may_take_timeout_seconds[default],
test_an_attempt_may_take_timeout_seconds[8], test_nobody_notices_one_failing_instance,
test_503_when_every_instance_failed, test_what_never_arrived_is_sent_to_the_next
"""


class ServiceClient:
    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Send the request to the next instance; on failure, where that is safe, to the one after it."""
        problem: Exception | None = None
        for url in self._in_turn(self._directory.instances()):
            try:
                answer = self._http.request(method, url + path, **options)
            except (httpx.NetworkError, httpx.ProtocolError) as error:
                if not (_never_arrived(error) or _is_idempotent(method)):
                    raise
                problem = error
            else:
                if answer.status_code not in UNAVAILABLE or not _is_idempotent(method):
                    return answer
        raise NoInstanceError("no instance answered") from problem
