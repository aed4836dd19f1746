"""Asks for the users of one role, whatever it was told.

Fails: test_two_keepers_have_two_users
"""


class LeaseKeeper:
    def __init__(self, url: str, token: Secret, role: str) -> None:
        self._manager, self._role = _Manager(url, token), "orders"
        self._lease: dict[str, Any] | None = None
        self._closed = False
