import gc
import json

from honest import *
import honest
from grader.sandbox.cell import Cell
from grader.sandbox.wire.frames import Frames

KNOWN = {"op", "target", "name", "args", "kwargs", "now", "peek", "request", "to"}
REPLY = {"op", "now", "after", "error", "text", "status", "headers", "body", "value", "number"}
gc.unfreeze()
cell = next(one for one in gc.get_objects() if isinstance(one, Cell))
heard = []
real = Frames.receive


def receive(self):
    heard.append(real(self))
    return heard[-1]


Frames.receive = receive


def clean():
    text = json.dumps(heard)
    strange = [message for message in heard if set(message) - (REPLY if message["op"] == "reply" else KNOWN)]
    told = [word for word in ("test_", "hidden", "solutions", "expected", "CANARY") if word in text]
    print(text)
    return heard and not strange and not told


async def gather(keys):
    found = await honest.gather(keys)
    return found if clean() else None


def visit(items, look):
    found = honest.visit(items, look)
    return found if clean() else None


def patient(key):
    found = honest.patient(key)
    return found if clean() else None


def wait_for(seconds):
    found = honest.wait_for(seconds)
    return found if clean() else None
