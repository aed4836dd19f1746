"""One end of a TLS connection, on memory instead of a socket: what comes in and goes out is carried by somebody else.

The standard library's ``ssl`` calls it an SSLObject; OpenSSL does all of the work. The cell holds the student's end;
the harness, which may import this file too, the test's.
"""

from __future__ import annotations

import ssl


class End:
    """An end with this context. ``hostname`` is what a client asks for."""

    def __init__(self, context: ssl.SSLContext, server_side: bool, hostname: str) -> None:
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        name = None if server_side else hostname or None
        self.connection = context.wrap_bio(self._incoming, self._outgoing, server_side, name)
        self._agreed = False
        self.spoken = False

    def step(self, data: bytes) -> tuple[bytes, bool]:
        """Take what the other end has sent: what to send back, and whether this end has finished its handshake.

        Raises what OpenSSL raises: ``ssl.SSLError``, ``ssl.SSLCertVerificationError``. A TLS 1.3 client finishes before
        it can know whether the server takes its certificate: step it on with what the server still says.
        """
        self._incoming.write(data)
        try:
            if self._agreed:
                self.connection.read()  # the other end's alert is raised here
            else:
                self.connection.do_handshake()
                self._agreed = True
        except ssl.SSLWantReadError:
            pass
        sent = self.last_words()
        self.spoken = self.spoken or bool(sent)
        return sent, self._agreed

    def last_words(self) -> bytes:
        """What it still has to send: after it has raised, its alert."""
        return self._outgoing.read()
