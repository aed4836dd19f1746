"""Every broken connection is taken for a request that never arrived: a POST is sent again.

Fails: test_does_not_repeat_what_may_have_been_done, test_each_failure_of_a_call_is_looked_at[POST],
test_what_may_have_been_done_is_not_repeated
"""


def _never_arrived(error: httpx.TransportError) -> bool:
    """Whether nobody has seen the request, so that sending it again is safe."""
    return isinstance(error, (httpx.NetworkError, httpx.ConnectTimeout))
