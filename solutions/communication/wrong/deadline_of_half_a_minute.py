"""Has a deadline of 30 s by default.

Fails: test_keeps_to_the_deadline_of_the_call
"""


class Client:
    def __init__(
        self,
        *,
        timeout: float = 2.0,
        deadline: float = 30.0,
        attempts: int = 4,
        base: float = 0.1,
        cap: float = 2.0,
    ) -> None:
        self._timeout = timeout
        self._deadline = deadline
        self._attempts = attempts
        self._base = base
        self._cap = cap
        self._http = httpx.Client(follow_redirects=False)
