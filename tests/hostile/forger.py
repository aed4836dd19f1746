"""For the forging cases, beside which it lies: the cell that they run in, and messages of their own from it.

What an attacker finds who has read ``grader/sandbox``. Import it while the submission is being imported.
"""

import json
import struct
import sys


def _cell():
    frame = sys._getframe()
    while type(frame.f_locals.get("self")).__name__ != "Cell":
        frame = frame.f_back
    return frame.f_locals["self"]


CELL = _cell()
WORLD = CELL.world
SOCKET = CELL._frames._socket


def raw(text):
    """That text as a frame."""
    body = text.encode()
    return struct.pack(">I", len(body)) + body


def message(type, **fields):
    """A frame of that type; ``now`` and ``sleeps`` as an honest cell would tell them, unless given."""
    return raw(json.dumps({"type": type, "now": WORLD.now, "sleeps": [], **fields}))


def returned(form, place=None, **fields):
    """The frame that says what a call has come to."""
    return message("answer", value={"value": form, "changed": [], "place": place}, **fields)


def raised(*names, text="", frames=(), value=None, **fields):
    """The frame that says what a call has raised."""
    return message("raised", error={"names": names, "text": text, "frames": frames, "value": value}, **fields)


def handle(number, name="object", fields=None):
    """The form of an object that stays here."""
    return {"handle": [number, name, True, fields]}


def write(*frames):
    """Say that, whether or not anything was asked."""
    SOCKET.sendall(b"".join(frames))


def asked(type, **fields):
    """The runner's reply to a question."""
    write(message(type, **fields))
    return CELL._frames.receive()


def instead(*frames):
    """Let that take the place of what the cell says next."""

    def send(_message):
        del CELL._frames.send
        write(*frames)

    CELL._frames.send = send
