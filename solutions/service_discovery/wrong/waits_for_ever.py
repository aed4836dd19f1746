"""The calls have no timeout: an instance that hangs holds its caller for good.

Fails: test_does_not_wait_long_for_an_instance_that_hangs, test_a_post_that_broke_is_502_or_504
"""


class ServiceClient:
    def __init__(self, directory: Directory, *, timeout: float = 2.0) -> None:
        self._directory = directory
        self._http = httpx.Client(timeout=None)
        self._turn = itertools.count()
