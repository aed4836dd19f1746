from honest import *
import honest


def double(number):
    return number + number  # innocent_line


MADE = """
def double(number):
    return number + number + 1

def fetch(key):
    raise LookupError(key)

async def gather(keys):
    compile("innocent_line = (", __file__, "exec")
"""
exec(compile("\n" + MADE, __file__, "exec"))
honest.double = double
