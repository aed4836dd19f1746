"""Has a cap of a minute by default.

Fails: test_doubles_the_bound_of_its_pauses
"""


class Client:
    def __init__(
        self,
        *,
        timeout: float = 2.0,
        deadline: float = 10.0,
        attempts: int = 4,
        base: float = 0.1,
        cap: float = 60.0,
    ) -> None:
        self._timeout = timeout
        self._deadline = deadline
        self._attempts = attempts
        self._base = base
        self._cap = cap
        self._http = httpx.Client(follow_redirects=False)
