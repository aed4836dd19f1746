"""Takes a lease in the constructor.

Fails: test_gets_a_user_at_the_first_call
"""


class LeaseKeeper:
    def __init__(self, url: str, token: Secret, role: str) -> None:
        self._manager, self._role = _Manager(url, token), role
        self._lease: dict[str, Any] | None = None
        self._closed = False
        self._lease = self._issue()
