"""Says of exceptions that they descend from everything that the grader itself might raise or wait for."""

from honest import *
from forger import instead, raised

OURS = ("AssertionError", "WrongException", "Failed", "Exit", "Skipped", "GraderFault", "Tampered", "NotRun")
ENDS = ("CellEnded", "CellLost", "CellTimedOut", "ImportFailed", "KeyboardInterrupt", "SystemExit", "StudentError")


def double(number):
    instead(raised(*OURS, *ENDS, text="passed"))


def tally():
    instead(raised("Skipped", "Exception", text="1 passed"))


def visit(items, look):
    instead(raised("GraderFault", *ENDS, text="the sandbox's parent process has gone"))


class Box:
    def __init__(self, value):
        instead(raised("KeyboardInterrupt", "BaseException"))


def withdraw(balance, amount):
    instead(raised("AssertionError", "Overdrawn", *OURS))


def fetch(key):
    instead(raised(text="an exception without a name"))


async def gather(keys):
    instead(raised(*(f"{number}" for number in range(20_000)), "Overdrawn"))


def patient(key):
    instead(raised("Overdrawn", text=3600))


def wait_for(seconds):
    instead(raised("NotImplementedError", value=3600.0))


@app.get("/forged/{number}")
def forged(number: int):
    return None


@app.middleware("http")
async def first(request, call_next):
    instead(raised("AssertionError", text="{}"))
    return await call_next(request)
