"""A POST that could not connect in time is taken for one that may have arrived.

Fails: test_repeats_what_never_arrived, test_what_never_arrived_is_sent_to_the_next
"""


def _never_arrived(error: httpx.TransportError) -> bool:
    """Whether nobody has seen the request, so that sending it again is safe."""
    return isinstance(error, httpx.ConnectError)
