import errno
import os

from honest import *
import honest
import raw

REFUSED = (*raw.REFUSED, errno.EXDEV, errno.EBUSY)
SCRATCH, SOURCE = os.getcwd(), os.path.dirname(__file__)


def double(number):
    os.mkdir("inner")
    raw.deny(
        (os.rename, SCRATCH, "/tmp/hostile-was-here-moved"),
        (os.rename, "inner", "/tmp/hostile-was-here-inner"),
        (os.rename, SOURCE, SOURCE + "-moved"),
        (os.rename, os.path.dirname(SOURCE), "/tmp/hostile-was-here-source"),
        (os.rmdir, SOURCE),
        (os.rename, "inner", SOURCE + "/inner"),
        by=REFUSED,
    )
    os.rmdir("inner")
    raw.deny((os.rmdir, SCRATCH), by=REFUSED)
    return number * 2


honest.double = double
