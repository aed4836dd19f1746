import _thread
import base64

import honest
from honest import *
from line import frame, line


def pour(message):
    """Send it for ever, and let nothing that comes back stop the pouring."""
    connection = line()
    _thread.start_new_thread(lambda: list(iter(lambda: connection.recv(1 << 16), b"")), ())
    while True:
        connection.sendall(message)


def double(number):
    line().sendall(b"\xff\xff\xff\xff" + bytes(1 << 16))
    return number * 2


def visit(items, look):
    look(items[0])
    pour(frame(type="callback", callback=0, args=["x" * 200_000], kwargs=[]))


def fetch(key):
    body = base64.b64encode(bytes(180_000)).decode()
    asked = {"method": "POST", "url": "https://vault.test/items/x", "headers": [], "body": body, "timeout": None}
    pour(frame(type="http", **asked))


class Box:
    def __init__(self, value):
        self.value = value

    def open(self):
        pour(frame(type="answer", value={"value": "x" * 100_000, "changed": [], "place": None}))
