"""Every timeout is taken for a request that never arrived: a POST that hangs is sent again.

Fails: test_does_not_repeat_what_may_have_been_done, test_what_may_have_been_done_is_not_repeated,
test_waits_timeout_seconds_for_an_instance[default], test_waits_timeout_seconds_for_an_instance[8]
"""


def _never_arrived(error: httpx.TransportError) -> bool:
    """Whether nobody has seen the request, so that sending it again is safe."""
    return isinstance(error, (httpx.ConnectError, httpx.TimeoutException))
