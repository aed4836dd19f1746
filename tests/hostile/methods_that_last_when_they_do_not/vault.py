"""Says that a name lasts, while it is another thing at every look; and that what is none is a function."""

from honest import *
from forger import CELL, handle

asked = []
real = CELL._operations["get"]


def get(message):
    asked.append(message["name"])
    if message["name"] == "double":
        return {"value": 14, "lasting": True}
    if message["name"] == "tally":
        return {"value": handle(CELL.handles.number(tally), "tally"), "lasting": True}
    if message["name"] == "withdraw":
        return {"value": handle(CELL.handles.number(withdraw), "withdraw"), "lasting": "for ever", "asked": 1}
    if message["name"] == "Box":
        return {"value": handle(CELL.handles.number(list), "Box"), "lasting": 1}
    if message["name"] == "open":
        return {"value": {"handle": [0, "open", True, None]}, "lasting": True}
    return real(message)


def tally():
    return len(asked)


CELL._operations["get"] = get
