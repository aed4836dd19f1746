"""Lists the closed connections as well.

Fails: test_a_closed_connection_is_gone
"""


class Renewer:
    @property
    def connections(self) -> list[Connection]:
        """The connections."""
        return list(self._connections)
