"""The calls have no timeout: an instance that hangs holds its caller for good.

Fails: test_goes_on_to_the_next_instance[connection], test_does_not_repeat_what_may_have_been_done,
test_repeats_what_never_arrived, test_tries_each_instance_once_and_then_gives_up[connection],
test_an_attempt_may_take_timeout_seconds[default], test_an_attempt_may_take_timeout_seconds[8],
test_nobody_notices_one_failing_instance, test_503_when_every_instance_failed,
test_what_may_have_been_done_is_not_repeated, test_what_never_arrived_is_sent_to_the_next,
test_waits_timeout_seconds_for_an_instance[default], test_waits_timeout_seconds_for_an_instance[8]
"""


class ServiceClient:
    def __init__(self, directory: Directory, *, timeout: float = 2.0) -> None:
        self._directory = directory
        # Without cookies: behind a load balancer it works for many callers, who are strangers to each other.
        self._http = httpx.Client(timeout=None, cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])))
        self._turn = itertools.count()
