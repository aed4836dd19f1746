"""Makes three tries by default.

Fails: test_stops_after_its_attempts, test_does_not_wait_beyond_its_deadline, test_cuts_a_try_at_the_deadline
"""


class Client:
    def __init__(
        self,
        *,
        timeout: float = 2.0,
        deadline: float = 10.0,
        attempts: int = 3,
        base: float = 0.1,
        cap: float = 2.0,
    ) -> None:
        self._timeout = timeout
        self._deadline = deadline
        self._attempts = attempts
        self._base = base
        self._cap = cap
        self._http = httpx.Client(follow_redirects=False)
