"""Lists the newest connection first.

Fails: test_a_renewal_drops_no_connection
"""


class Renewer:
    def open(self) -> Connection:
        """Open a connection."""
        connection = Connection(self.current())
        self._connections.insert(0, connection)
        return connection
