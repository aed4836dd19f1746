import os
import resource
import struct

from honest import *
import honest
import raw

ALMOST_NOTHING = struct.pack("QQ", 1, 1)


def double(number):
    for kind in (resource.RLIMIT_CPU, resource.RLIMIT_NOFILE, resource.RLIMIT_AS):
        raw.refuse(("prlimit64", os.getppid(), kind, ALMOST_NOTHING, None))
    return number * 2


honest.double = double
