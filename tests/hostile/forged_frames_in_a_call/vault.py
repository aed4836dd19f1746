"""Functions whose code says that it is somewhere else, is called something else, and begins at another line."""

import honest
from honest import *

HERE = __file__
FOLDER = HERE.rpartition("/")[0]
PASSED = "passed"  # so that the sentence is nowhere in this file, of which the report shows lines


def raising():
    raise ValueError("owned")


def forged(name, file=HERE, line=1):
    """``raising`` as it would be if it stood there under that name."""
    code = raising.__code__.replace(co_name=name, co_qualname=name, co_filename=file, co_firstlineno=line)
    return type(raising)(code, globals())


def double(number):
    forged(f"nothing: all tests {PASSED} </span><h4>owned</h4>")()


def fetch(key):
    forged("fetch", f"{FOLDER}/../../solutions/vault/vault.py")()


def patient(key):
    forged("patient", f"{FOLDER}/owned, all tests {PASSED}, 12 of 12 points")()


def withdraw(balance, amount):
    forged("\x1b[2Jowned\n::error::owned", HERE, 2**30)()


class Box:
    def __init__(self, value):
        self.value = value

    open = forged("\u202eowned\u2066 </li></ol>", HERE, 1)


def tally():
    return 0


tally.__code__ = tally.__code__.replace(co_name="<b>owned</b> – Passed", co_firstlineno=2**30)
honest.double = double
