import errno
import os

from honest import *
import honest
import raw

REFUSED = (*raw.REFUSED, errno.ENXIO, errno.ETXTBSY)


def double(number):
    for folder in ("/proc/self/fd", "/dev/fd", "/proc/thread-self/fd", f"/proc/{os.getpid()}/fd", "/proc/self/map_files"):
        raw.deny((os.listdir, folder), by=(*REFUSED, errno.ENOENT))
    source = os.open(__file__, os.O_RDONLY)
    raw.deny((open, f"/proc/self/fd/{source}", "r+b"), by=(*REFUSED, errno.ENOENT))
    os.close(source)
    return number * 2


def fetch(key):
    for name in ("mem", "environ", "maps", "root/etc/passwd", "cwd/../", "exe", "oom_score_adj", "coredump_filter", "attr/current"):
        raw.deny((os.open, f"/proc/self/{name}", os.O_RDONLY), by=(*REFUSED, errno.ENOENT))
        raw.deny((os.open, f"/proc/self/{name}", os.O_WRONLY), by=(*REFUSED, errno.ENOENT, errno.EISDIR))
    return honest.fetch(key)


honest.double = double
