"""Length-prefixed JSON on a stream socket: the sandbox's half of the wire. Used by the cell only.

The other half, which trusts nothing that arrives, is ``grader.harness.wire.messages``.
"""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

HEADER = struct.Struct(">I")
ENCODER = json.JSONEncoder(separators=(",", ":"), allow_nan=False, check_circular=False)
"""``json.dumps`` would make a new one for each message. The codec has seen to it that nothing is inside itself."""


PART = 1 << 14
"""Bytes taken from the socket at once: a whole message, nearly always."""


class Closed(Exception):
    """The runner has hung up: there is nothing left to do."""


class Frames:
    """Sends and receives JSON objects, one at a time, over a connected stream socket.

    ``limit`` is the largest frame in bytes that the runner will take; a larger one raises ``OverflowError``
    before anything is sent, so that the student gets a message instead of a dead process.
    """

    def __init__(self, connection: socket.socket, limit: int) -> None:
        self._socket = connection
        self._limit = limit
        self.sending = False
        """Whether a message is on its way: another one would come out in the middle of it."""
        self._received = bytearray()

    def send(self, message: dict[str, Any]) -> None:
        """Send one message. JSON has no NaN: the codec has written it another way."""
        body = ENCODER.encode(message).encode("ascii")
        if len(body) > self._limit:
            raise OverflowError(f"a value of {len(body)} bytes can't be handed over; {self._limit} are the most")
        self.sending = True
        self._socket.sendall(HEADER.pack(len(body)) + body)
        self.sending = False

    def receive(self) -> dict[str, Any]:
        """Wait for the next message from the runner, which is trusted."""
        (length,) = HEADER.unpack(self._exactly(HEADER.size))
        message: dict[str, Any] = json.loads(self._exactly(length))
        return message

    def _exactly(self, count: int) -> bytes:
        while len(self._received) < count:
            part = self._socket.recv(max(PART, count - len(self._received)))
            if not part:
                raise Closed
            self._received += part
        found = bytes(self._received[:count])
        del self._received[:count]
        return found
