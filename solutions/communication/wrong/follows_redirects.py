"""Follows redirects.

Fails: test_repeats_after_no_other_status
"""


class Client:
    def __init__(
        self, *, timeout: float = 2.0, deadline: float = 10.0, attempts: int = 4, base: float = 0.1, cap: float = 2.0
    ) -> None:
        self._timeout = timeout
        self._deadline = deadline
        self._attempts = attempts
        self._base = base
        self._cap = cap
        self._http = httpx.Client(follow_redirects=True)
