"""Says in tracebacks and in code objects that it stands in files of others, and at lines that there are not."""

import sys
import types

import honest
from honest import *

HERE = __file__.rpartition("/")[0]
SUITE = f"{HERE}/../../solutions/vault/hidden/test_vault.py"


def standing(file, line, work):
    """``work`` as if it stood there."""
    code = work.__code__.replace(co_filename=file, co_firstlineno=line, co_name="test_vault", co_qualname="_numbers")
    return types.FunctionType(code, globals())


def failing(*given):
    raise LookupError("here")


def giving(*given):
    return None


double = standing(SUITE, 1, giving)
tally = standing("/etc/passwd", 1, giving)
fetch = standing(f"{HERE}/vault.py", 10**6, giving)
withdraw = standing(SUITE, 36, failing)
patient = standing(f"{HERE}//etc/passwd", 1, failing)


def wait_for(seconds):
    """A traceback of our own: the same line a hundred times, then lines that there are not."""
    error = LookupError("long")
    frame, trace = sys._getframe(), None
    for line in (0, -7, 2**31 - 1, *[30] * 100, -2**31):
        trace = types.TracebackType(trace, frame, 0, line)
    raise error.with_traceback(trace)


class Box:
    def __init__(self, value):
        raise SyntaxError("not here", (f"{HERE}/../../solutions/vault/vault.py", 1, 1, "SECRET = 1"))


async def gather(keys):
    raise SyntaxError("not a line", (f"{HERE}/vault.py", "one", None, None))


def visit(items, look):
    raise SyntaxError("not a file", (f"{HERE}/vault.py", -7, -7, 7))
