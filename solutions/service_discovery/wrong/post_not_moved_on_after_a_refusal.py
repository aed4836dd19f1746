"""A POST whose connection was refused is taken for one that may have arrived.

Fails: test_repeats_what_never_arrived, test_each_failure_of_a_call_is_looked_at[POST],
test_503_when_every_instance_failed, test_what_never_arrived_is_sent_to_the_next
"""


def _never_arrived(error: httpx.TransportError) -> bool:
    """Whether nobody has seen the request, so that sending it again is safe."""
    return isinstance(error, httpx.ConnectTimeout)
