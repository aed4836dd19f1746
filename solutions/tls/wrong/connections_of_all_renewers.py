"""Keeps the connections in the class.

Fails: test_a_closed_connection_is_gone
"""


class Renewer:
    _connections: list[Connection] = []

    def __init__(self, ca_url: str, spiffe_id: str, lifetime: int = 3600, timeout: float = 2.0) -> None:
        self._url, self._spiffe_id = ca_url, spiffe_id
        self._lifetime, self._timeout = lifetime, timeout
        self._identity: Identity | None = None
        self._failed_at: float | None = None
