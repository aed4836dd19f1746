import os
import stat

from honest import *
import honest
import raw

NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


def double(number):
    os.umask(0)
    for bits in (0o4755, 0o2755, 0o6777):
        raw.deny((os.open, f"as-{bits:o}", NEW, bits))
        raw.refuse(("open", b"raw", NEW, bits), ("openat", raw.HERE, b"raw", NEW, bits), ("creat", b"raw", bits))
    descriptor = os.open("plain", NEW, 0o777)
    for bits in (0o4777, 0o2777):
        raw.call("fchmod", descriptor, bits)
        raw.call("chmod", b"plain", bits)
        raw.call("fchmodat", raw.HERE, b"plain", bits)
        raw.call("fchmodat2", raw.HERE, b"plain", bits, 0)
    kept = not os.stat("plain").st_mode & (stat.S_ISUID | stat.S_ISGID)
    os.close(descriptor)
    os.unlink("plain")
    return number * 2 if kept and os.listdir(".") == [] else None


honest.double = double
